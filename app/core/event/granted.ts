/** Whether a shop grants a permission, "read_orders": the one to change things holds the one to read them, and Shopify names only the first. */
export function isGranted(name: string, granted: readonly string[]): boolean {
  return granted.includes(name) || granted.includes(name.replace(/^read_/, "write_"));
}
