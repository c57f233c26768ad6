//! CPU time in milliseconds; wall time where the system does not tell a thread's.

#[cfg(target_os = "linux")]
fn of(clock: rustix::time::ClockId) -> f64 {
    let time = rustix::time::clock_gettime(clock);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

/// Of this thread.
#[cfg(target_os = "linux")]
pub fn thread() -> f64 {
    of(rustix::time::ClockId::ThreadCPUTime)
}

/// Of all threads since the process began.
#[cfg(target_os = "linux")]
pub fn process() -> f64 {
    of(rustix::time::ClockId::ProcessCPUTime)
}

#[cfg(not(target_os = "linux"))]
pub fn thread() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
}

#[cfg(not(target_os = "linux"))]
pub fn process() -> f64 {
    thread()
}
