/** Settings of the embedded server. Durability stays on: what was committed survives a power cut. */
const DURABLE = {
  fsync: "on",
  synchronous_commit: "on",
  shared_buffers: "256MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
};

/** For databases that are thrown away after a test run. */
const THROWAWAY = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_wal_size: "4GB",
  autovacuum: "off",
};

const COMMON = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  cluster_name: "afterglow",
  max_connections: "100",
  // Nothing replicates from here, so the log need not carry what a replica would want.
  wal_level: "minimal",
  max_wal_senders: "0",
  wal_compression: "on",
  jit: "off",
  // The cores are shared with our own process, and containers often have too little shared memory for parallel plans.
  max_parallel_workers_per_gather: "0",
  random_page_cost: "1.1",
  work_mem: "16MB",
  timezone: "UTC",
  log_timezone: "UTC",
  // Statements and details can hold shoppers' data, which must not reach a log file.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_parameter_max_length_on_error: "0",
  log_checkpoints: "off",
};

/** The command line that applies the settings. */
export function settingFlags(port: number, throwaway: boolean): string[] {
  const settings = { ...COMMON, ...(throwaway ? THROWAWAY : DURABLE), port: String(port) };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
