import { z } from 'zod';
import { apiPath, serverApi } from '#shared/contract/server-api';
import { FormKind } from '#shared/domain/form-ref';
import { WireError } from '#shared/errors/app-error';
import { isPublic } from './guard.ts';
import { sheetTypes } from './intake-routes.ts';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 for those who call the data centre from outside: made from the contract, so it cannot differ from it. */
export function describeApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'DangLian data centre', version, description: 'Every operation takes JSON and answers with a Reply: a value, or an error with a code of the catalogue.' },
    paths: Object.fromEntries([...Object.entries(serverApi).map(describeOperation), ...describeBytes()]),
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer', description: 'The token of session.signIn.' } },
      schemas: { Failure: describeFailure() },
    },
  };
}

function describeOperation([name, { input, output }]: [string, { input: z.ZodType; output: z.ZodType }]): [string, Json] {
  const value = toSchema(output, 'output');
  const success = { type: 'object', required: ['ok', 'value'], properties: { ok: { const: true }, value } };
  return [
    apiPath(name),
    {
      post: {
        operationId: name,
        tags: [name.split('.')[0]],
        security: isPublic(name) ? [] : [{ session: [] }],
        requestBody: { required: true, content: { 'application/json': { schema: toSchema(input, 'input') } } },
        responses: { 200: { description: 'The value', content: { 'application/json': { schema: success } } }, default: failure },
      },
    },
  ];
}

const failure = { description: 'Refused or failed', content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } } };

const catalogueQuery: Json[] = [['template', 'string'], ['spareRows', 'integer'], ['isPerClass', 'boolean'], ['hasEmptyClasses', 'boolean']].map(([name, type]) => ({ name, in: 'query', required: true, schema: { type } }));
const onePackage: Json = { name: 'package', in: 'query', required: false, schema: { type: 'string', format: 'uuid' } };

/** The doors that carry bytes; uploads speak tus 1.0 and are described by it. */
function describeBytes(): [string, Json][] {
  const door = (operationId: string, type: string, parameters: Json[]): Json => ({
    get: {
      operationId,
      security: [{ session: [] }],
      parameters,
      responses: { 200: { description: 'Marked for this reader and session', content: { [type]: {} } }, default: failure },
    },
  });
  const id = (name: string): Json => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } });
  const size = { name: 'size', in: 'query', required: false, schema: { enum: ['full', 'half', 'thumb'], default: 'full' } };
  return [
    ['/api/v1/views/{sessionId}/pages/{pageId}', door('pages.read', 'image/jpeg', [id('sessionId'), id('pageId'), size])],
    ['/api/v1/prints/{id}/sheet.pdf', door('prints.readSheet', 'application/pdf', [id('id')])],
    ['/api/v1/prints/{id}.pdf', door('prints.read', 'application/pdf', [id('id')])],
    ['/api/v1/intake/packages/{packageId}/pages/{pageId}', door('intake.readPage', 'image/jpeg', [id('packageId'), id('pageId'), size])],
    ...(['pdf', 'xlsx'] as const).map((format): [string, Json] => [`/api/v1/intake/batches/{batchId}/defects.${format}`, door(`intake.readDefects.${format}`, sheetTypes[format], [id('batchId'), onePackage])]),
    ['/api/v1/intake/catalogue-template.xlsx', door('intake.readTemplate', sheetTypes.xlsx, [{ name: 'template', in: 'query', required: false, schema: { enum: ['since-2012', 'before-2012'] } }])],
    ['/api/v1/materials/{materialId}/set-aside/{sideId}', door('volumes.readSetAside', 'image/jpeg', [id('materialId'), id('sideId')])],
    ['/api/v1/volumes/{id}/package', door('volumes.export', 'application/zip', [id('id'), { name: 'recipient', in: 'query', required: true, schema: { type: 'string' } }])],
    ['/api/v1/strips/{id}.pdf', door('strips.readSheets', 'application/pdf', [id('id'), { name: 'from', in: 'query', required: false, schema: { type: 'integer', default: 1 } }])],
    ['/api/v1/strips/test-page.pdf', door('strips.readTestPage', 'application/pdf', ['width', 'height'].map(name => ({ name, in: 'query', required: true, schema: { type: 'number' } })))],
    ['/api/v1/evidence/{personId}/sheet.pdf', door('evidence.readSheet', 'application/pdf', [id('personId')])],
    ['/api/v1/catalogues/{id}.pdf', door('catalogues.readSheets', 'application/pdf', [id('id')])],
    ...(['pdf', 'xlsx'] as const).map((format): [string, Json] => [`/api/v1/volumes/{id}/catalogue.${format}`, door(`catalogues.readFile.${format}`, sheetTypes[format], [id('id'), ...catalogueQuery])]),
    ...FormKind.options.map((kind): [string, Json] => [`/api/v1/forms/${kind}.pdf`, door(`forms.read.${kind}`, 'application/pdf', [{ name: 'id', in: 'query', required: kind === 'view-request' || kind === 'transfer-notice', schema: { type: 'string', format: 'uuid' } }])]),
  ];
}

function describeFailure(): Json {
  const error = toSchema(WireError, 'output');
  return { type: 'object', required: ['ok', 'error'], properties: { ok: { const: false }, error } };
}

function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
}
