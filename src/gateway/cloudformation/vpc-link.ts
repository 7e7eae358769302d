/** AWS::ApiGateway::VpcLink: the connection of private integrations. */
import { tagsOf } from '../../core/cloudformation/properties.ts'
import type { ResourceType } from '../../core/cloudformation/types.ts'
import { pickLower } from './lower-case.ts'

export const VPC_LINK: ResourceType = {
  handles: ['Name', 'Description', 'TargetArns', 'Tags'],
  create({ properties, call, stackTags }) {
    const made = call('apigateway', 'CreateVpcLink', {
      ...pickLower(properties, ['Name', 'Description', 'TargetArns']),
      tags: tagsOf(properties['Tags'], stackTags),
    })
    const id = String(made['id'])
    return { id, attributes: { VpcLinkId: id } }
  },
  update: 'recreate',
  delete: ({ id, call }) => void call('apigateway', 'DeleteVpcLink', { vpcLinkId: id }),
}
