export function CheckRulesScreen() { return null; }
