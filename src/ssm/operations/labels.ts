/** LabelParameterVersion and UnlabelParameterVersion. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { MOST_LABELS } from '../limits.ts'
import { latestOf, type SsmState, type StoredParameter, type StoredVersion } from '../state.ts'
import { announce } from './announce.ts'
import { find, parameterArn } from './parameter-name.ts'

interface LabelInput {
  readonly Name: string
  readonly ParameterVersion?: number
  readonly Labels: readonly string[]
}

interface UnlabelInput extends LabelInput {
  readonly ParameterVersion: number
}

// AWS: LabelParameterVersion: letters, digits, periods, hyphens and underscores, up to 100; no
// number, "aws" or "ssm" at the start.
const LABEL = /^(?!\d|aws|ssm)[a-zA-Z0-9_.-]{1,100}$/i

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_LabelParameterVersion.html */
export const labelParameterVersion: Operation<
  SsmState,
  LabelInput,
  { readonly InvalidLabels: readonly string[]; readonly ParameterVersion: number }
> = defineOperation({
  name: 'LabelParameterVersion',
  handles: ['Name', 'ParameterVersion', 'Labels'],
  access: ({ Name }, { options }) => [
    { action: 'ssm:LabelParameterVersion', resource: parameterArn(options, Name) },
  ],
  run(state, { Name, ParameterVersion, Labels }, context) {
    const parameter = find(state, Name)
    const { version } = versionOf(parameter, ParameterVersion)
    const labels = Labels.filter((label) => LABEL.test(label))
    keepLabels(state, parameter, (each) => {
      const others = each.labels.filter((label) => !labels.includes(label))
      return each.version === version ? [...others, ...labels] : others
    })
    announce(context, 'LabelParameterVersion', parameter)
    return {
      InvalidLabels: Labels.filter((label) => !labels.includes(label)),
      ParameterVersion: version,
    }
  },
})

/** AWS: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UnlabelParameterVersion.html */
export const unlabelParameterVersion: Operation<
  SsmState,
  UnlabelInput,
  { readonly RemovedLabels: readonly string[]; readonly InvalidLabels: readonly string[] }
> = defineOperation({
  name: 'UnlabelParameterVersion',
  handles: ['Name', 'ParameterVersion', 'Labels'],
  access: ({ Name }, { options }) => [
    { action: 'ssm:UnlabelParameterVersion', resource: parameterArn(options, Name) },
  ],
  run(state, { Name, ParameterVersion, Labels }) {
    const parameter = find(state, Name)
    const { version, labels } = versionOf(parameter, ParameterVersion)
    const removed = Labels.filter((label) => labels.includes(label))
    keepLabels(state, parameter, (each) =>
      each.version === version
        ? each.labels.filter((label) => !removed.includes(label))
        : each.labels,
    )
    return {
      RemovedLabels: removed,
      InvalidLabels: Labels.filter((label) => !removed.includes(label)),
    }
  },
})

function versionOf(parameter: StoredParameter, wanted: number | undefined): StoredVersion {
  if (wanted === undefined) return latestOf(parameter)
  const version = parameter.versions.find((each) => each.version === wanted)
  if (!version) throw errors.versionNotFound(parameter.name, String(wanted))
  return version
}

function keepLabels(
  { parameters }: SsmState,
  parameter: StoredParameter,
  labelsOf: (version: StoredVersion) => readonly string[],
): void {
  const versions = parameter.versions.map((each) => ({ ...each, labels: labelsOf(each) }))
  if (versions.some(({ labels }) => labels.length > MOST_LABELS)) throw errors.tooManyLabels()
  parameters.set(parameter.name, { ...parameter, versions })
}
