/** A word of warning when this Redis may throw keys away (Bull's README: maxmemory-policy must be noeviction), else null. */
export async function evictionWarning(redis: { info(section: "memory"): Promise<string> }): Promise<string | null> {
  // INFO and not CONFIG, which rented Redis services refuse.
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info("memory"))?.[1];
  if (policy === undefined || policy === "noeviction") return null;
  return `Redis may throw away waiting jobs when its memory is full: its maxmemory-policy is ${policy} and should be noeviction. Nothing is lost, since the sweep finds dropped work, but it comes late.`;
}
