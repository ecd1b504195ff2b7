import {
  all1,
  all5,
  byName,
  byUrn,
  type DecisionRow,
  listInstances,
  listTags,
  row,
  tableFleet,
  takeEnv,
  urn,
  v1,
  v5,
} from './decision-row.fixture.ts'

const { instance } = tableFleet

/** Which resource it is needed on, and how policies name it. */
export const resourceRows: readonly DecisionRow[] = [
  row('§5.2, Resource', 'an instance by its name', 'allow', takeEnv, [byName(instance.name)]),
  row('§5.2, Resource', 'by the beginning of its name', 'allow', takeEnv, [byName('dds-*')]),
  row('§5.2, Resource', 'another name', 'implicit-deny', takeEnv, [byName('dds-payments')]),
  row('§5.2, Resource', 'the id is not a name', 'implicit-deny', takeEnv, [byName(instance.id)]),
  row('§5.2, Resource', 'a type of 5.0 is none in 1.1', 'implicit-deny', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: [`dds:*:*:instance:${instance.id}`] }),
  ]),
  row('§5.2, Resource', 'letter case of service and type does not count', 'allow', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: ['dds:*:*:INSTANCENAME:dds-orders'] }),
  ]),
  row('§5.2, Resource', 'letter case of a name counts', 'implicit-deny', takeEnv, [byName('DDS-Orders')]),
  row('§5.2, Resource', 'its region', 'allow', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: ['DDS:cn-north-4:*:instanceName:*'] }),
  ]),
  row('§5.2, Resource', 'another region', 'implicit-deny', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: ['DDS:cn-south-1:*:instanceName:*'] }),
  ]),
  row('§5.2, Resource', 'another domain', 'implicit-deny', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: [`DDS:*:${'f'.repeat(32)}:instanceName:*`] }),
  ]),
  row('§5.2, Resource', 'one of a list', 'allow', takeEnv, [
    v1('Allow', ['dds:instance:modify'], { Resource: ['DDS:*:*:instanceName:other', 'DDS:*:*:instanceName:dds-*'] }),
  ]),
  row('§5.2, Resource', 'a Deny by name', 'explicit-deny', takeEnv, [all1, byName('dds-*', 'Deny')]),
  row('§5.2, Resource', 'a Deny of another name', 'allow', takeEnv, [all1, byName('tmp-*', 'Deny')]),
  row('§5.2, Resource', 'a listing has no instance that could be named', 'implicit-deny', listInstances, [
    v1('Allow', ['dds:instance:list'], { Resource: ['DDS:*:*:instanceName:*'] }),
  ]),
  row('§5.3, Resource', 'an instance by its URN', 'allow', takeEnv, [byUrn(urn)]),
  row('§5.3, Resource', 'all instances', 'allow', takeEnv, [byUrn('dds:*:*:instance:*')]),
  row('§5.3, Resource', 'another id', 'implicit-deny', takeEnv, [byUrn(urn.replace('cc63', 'dd63'))]),
  row('§5.3, Resource', 'the name is not the id', 'implicit-deny', takeEnv, [byUrn(`dds:*:*:*:${instance.name}`)]),
  row('§5.3, Resource', 'another region, in a URN', 'implicit-deny', takeEnv, [byUrn('dds:cn-south-1:*:instance:*')]),
  row('§5.3, Resource', 'a Deny by URN', 'explicit-deny', takeEnv, [all5, byUrn(urn, 'Deny')]),
  row('§5.3, Resource', 'NotResource allows the rest', 'allow', takeEnv, [
    v5('Allow', ['dds:instance:setTag'], { NotResource: [urn.replace('cc63', 'dd63')] }),
  ]),
  row('§5.3, Resource', 'NotResource leaves out what it names', 'implicit-deny', takeEnv, [
    v5('Allow', ['dds:instance:setTag'], { NotResource: [urn] }),
  ]),
  row('§5.3, Resource', 'listAll knows no resources: instances are not enough', 'implicit-deny', listInstances, [
    v5('Allow', ['dds:instance:listAll'], { Resource: ['dds:*:*:instance:*'] }),
  ]),
  row('§5.3, Resource', 'listTags knows none either', 'implicit-deny', listTags, [
    v5('Allow', ['dds:instance:listTags'], { Resource: ['dds:*:*:instance:*'] }),
  ]),
  row('§5.3, Resource', 'listAll on everything', 'allow', listInstances, [
    v5('Allow', ['dds:instance:listAll'], { Resource: ['*'] }),
  ]),
]
