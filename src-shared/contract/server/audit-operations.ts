/** What proves the log; what is asked of it stands in `oversight-operations`. */
export const auditOperations = {};
