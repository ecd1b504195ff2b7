import { errors } from '../../errors.ts'
import { instanceName } from '../../instances/instance-name.ts'
import { updateInstance } from '../../instances/update-instance.ts'
import { operation } from '../../operation.ts'

export const updateInstanceName = operation({
  name: 'UpdateInstanceName',
  docs: 'Changing a DB Instance Name',
  service: 'dds',
  method: 'PUT',
  path: '/v3/{project_id}/instances/{instance_id}/modify-name',
  access: {
    action: 'dds:instance:updateName',
    action11: 'dds:instance:modify',
    level: 'write',
    resources: 'instance',
  },
  body: { new_instance_name: instanceName },
  errors: [errors.instanceName, errors.noSuchInstance, errors.stateForbids],
  run: ({ new_instance_name: name }, call) =>
    updateInstance(call, {
      name,
      refuses: ({ readyAt }) => (readyAt <= call.at ? undefined : errors.stateForbids),
    }),
})
