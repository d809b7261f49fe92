export { personHandlers } from './person-handlers.ts';
export { factsOf, requirePerson, secrecyOf, type PersonRecord } from './person-repository.ts';
export { normaliseTerm, personTermsOf, type PersonTerm } from './person-terms.ts';
