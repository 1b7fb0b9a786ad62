//! What the system says of this process. Only Linux is asked; elsewhere nothing is said.

use std::fs;
use std::time::Duration;

/// The time that all processors have worked for this process.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    /// Linux counts in hundredths of a second, whatever the processor (`USER_HZ`).
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    worked_ticks(&stat).map(|ticks| TICK * ticks)
}

/// User and system time of a line of `/proc/PID/stat`: fields 14 and 15, counted behind the name, which may hold anything.
fn worked_ticks(stat: &str) -> Option<u32> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// The memory that the process has now, and the most that it ever had: MiB.
#[must_use]
pub fn memory_mib() -> Option<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some((line("VmRSS:")? / 1024, line("VmHWM:")? / 1024))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_brackets_does_not_shift_the_fields() {
        let stat = "12 (a) b (c) S 1 2 3 4 5 6 7 8 9 10 250 50 13 14";
        assert_eq!(worked_ticks(stat), Some(300));
        assert_eq!(worked_ticks("12 (a"), None);
    }
}
