/** The tags that every resource of a stack has. */
import type { Owner } from './owner.ts'

// Recorded: CF::resources/test_sam, test_secretsmanager
export const stackTagsOf = (
  { name, id, tags }: Pick<Owner, 'name' | 'id' | 'tags'>,
  logicalId: string,
): Record<string, string> => ({
  ...tags,
  'aws:cloudformation:stack-name': name,
  'aws:cloudformation:logical-id': logicalId,
  'aws:cloudformation:stack-id': id,
})
