//! Ctrl+C and the system's wish that we end, as a flag that long work looks at.

use std::sync::{Arc, atomic::AtomicBool};

/// Set when the person presses Ctrl+C or the system wants us to end, so that the program ends with us; a second time
/// ends us at once.
pub fn cancelled_by_keys() -> Arc<AtomicBool> {
    let cancel = Arc::new(AtomicBool::new(false));
    // On Windows the program has our console, and gets the keys itself.
    #[cfg(unix)]
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP] {
        // Without it the program ends when its streams are closed, unless it hangs.
        let _ = signal_hook::flag::register_conditional_shutdown(signal, 130, cancel.clone());
        let _ = signal_hook::flag::register(signal, cancel.clone());
    }
    cancel
}
