import type { JsonObject, SimulatorReply, SimulatorRequest } from '../http/exchange.ts';
import type { Endpoint, EndpointView } from './endpoints/endpoint.ts';
import { notFound } from './errors.ts';
import { expandReferences, readExpansion } from './expand.ts';
import { playFault } from './faults.ts';
import { findRecords } from './find-records.ts';
import { pageReply, rowReply } from './page.ts';
import { readQuery, refuseUnknown } from './query-parameters.ts';
import { RESOURCES } from './resources/all.ts';
import type { Project } from './store/project.ts';
import { ALWAYS_COLUMNS, type StoredRecord } from './store/stored-record.ts';

const columnsOf = (endpoint: Endpoint, view: EndpointView): ReadonlySet<string> =>
  new Set([...ALWAYS_COLUMNS, ...RESOURCES[endpoint.stored].columns, ...(view.columns ?? [])]);

/** Turns records into JSON: their stored bytes where nothing has to be added. */
const renderer = (project: Project, endpoint: Endpoint, view: EndpointView, query: URLSearchParams) => {
  const paths = query.getAll('expand').map(readExpansion);
  const collection = project.collection(endpoint.stored);
  const columns = new Set(RESOURCES[endpoint.stored].columns);
  /** A path through a column that this record does not have leads nowhere. */
  const leadsNowhere = (record: StoredRecord) =>
    paths.every(([step]) => step !== undefined && columns.has(step.name) && record.columns[step.name] === undefined);
  return (record: StoredRecord): Buffer => {
    const rendered: JsonObject | undefined = view.render?.(record);
    if (paths.length === 0 || leadsNowhere(record)) {
      return rendered === undefined ? record.row : Buffer.from(JSON.stringify(rendered));
    }
    const expanded = expandReferences(rendered ?? collection.read(record), paths, project);
    return Buffer.from(JSON.stringify(expanded));
  };
};

/** `GET /{projectKey}/{resource}` */
export function answerQuery(project: Project, endpoint: Endpoint, request: SimulatorRequest): SimulatorReply {
  const query = readQuery(request.query, endpoint.fields, endpoint.parameters);
  const view = endpoint.open(project, request.query);
  const render = renderer(project, endpoint, view, request.query);
  playFault(request.fault, query.limit);
  const source = { ...view, collection: project.collection(endpoint.stored), columns: columnsOf(endpoint, view) };
  const found = findRecords(query, source);
  return pageReply(query, found, found.records.map(render), request.fault);
}

/** `GET /{projectKey}/{resource}/{id}` */
export function answerRead(
  project: Project,
  endpoint: Endpoint,
  id: string,
  request: SimulatorRequest,
): SimulatorReply {
  refuseUnknown(request.query, new Set([...endpoint.parameters, 'expand']));
  const view = endpoint.open(project, request.query);
  const render = renderer(project, endpoint, view, request.query);
  const record = project.collection(endpoint.stored).get(id);
  if (!record || view.isServed?.(record) === false) throw notFound(`The Resource with ID '${id}' was not found.`);
  return rowReply(render(record));
}
