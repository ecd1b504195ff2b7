import { errors } from '../../errors.ts'
import { remark } from '../../instances/instance-name.ts'
import { updateInstance } from '../../instances/update-instance.ts'
import { operation } from '../../operation.ts'

export const updateInstanceRemark = operation({
  name: 'UpdateInstanceRemark',
  docs: 'Changing the Description of a DB Instance',
  service: 'dds',
  method: 'PUT',
  path: '/v3/{project_id}/instances/{instance_id}/remark',
  access: { action: 'dds:instance:modify', action11: 'dds:instance:modify', level: 'write', resources: 'instance' },
  body: { remark },
  errors: [errors.parameter, errors.noSuchInstance],
  /** Allowed while the instance is being created: Terraform's provider sets it right after the create call. */
  run: ({ remark }, call) => updateInstance(call, { details: { remark } }),
})
