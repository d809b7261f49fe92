export { createServerClient, type ServerClient, type SessionToken } from './create-server-client.ts';
