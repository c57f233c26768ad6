//! Work in the background. Who starts it holds its [`Task`], and with it the answers; a task that nobody holds any more
//! is cancelled. The status bar shows what runs under a name.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use eframe::egui;

/// How long closing the window waits for work that is cancelled.
const MOMENT: Duration = Duration::from_millis(500);

/// Work under way, as the status bar and the button beside it know it.
#[derive(Clone)]
pub struct Running {
    pub id: u64,
    pub name: String,
    shared: Arc<TaskState>,
}

#[derive(Default)]
struct TaskState {
    cancel: Arc<AtomicBool>,
    ended: AtomicBool,
    /// Where it is: what is said beside its name.
    step: Mutex<String>,
}

impl Running {
    pub fn step(&self) -> String {
        self.shared.step.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The answers of work in the background: those that came, and whether more can come. Dropped, it cancels the work.
pub struct Task<T> {
    answers: Receiver<T>,
    shared: Arc<TaskState>,
}

impl<T> Task<T> {
    /// What came since this was asked last, in order; and whether the work is over, so that nothing comes after it.
    pub fn take(&self) -> (Vec<T>, bool) {
        // In this order: what is sent before the end is taken before it.
        let over = self.shared.ended.load(Ordering::Acquire);
        (self.answers.try_iter().collect(), over)
    }

    pub fn cancel(&self) {
        self.shared.cancel.store(true, Ordering::Relaxed);
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl<T> std::fmt::Debug for Task<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Task")
    }
}

/// The answers that a slot's task has since it was asked last. A task that is over leaves the slot; `true`: it just did.
pub fn answers<T>(slot: &mut Option<Task<T>>) -> (Vec<T>, bool) {
    let (answers, over) = slot.as_ref().map(Task::take).unwrap_or_default();
    if over {
        *slot = None;
    }
    (answers, over)
}

/// The same for several tasks of one kind.
pub fn answers_of_all<T>(tasks: &mut Vec<Task<T>>) -> Vec<T> {
    let mut all = Vec::new();
    tasks.retain(|task| {
        let (answers, over) = task.take();
        all.extend(answers);
        !over
    });
    all
}

/// What work holds while it runs.
pub struct Worker<T> {
    pub cancel: Arc<AtomicBool>,
    shared: Arc<TaskState>,
    answers: Sender<T>,
    ctx: egui::Context,
}

impl<T> Worker<T> {
    /// Hands an answer over; `false` if nobody waits for it any more.
    pub fn tell(&self, answer: T) -> bool {
        let told = self.answers.send(answer).is_ok();
        self.ctx.request_repaint();
        told
    }

    /// Says where the work is.
    pub fn step(&self, step: String) {
        *self.shared.step.lock().unwrap_or_else(PoisonError::into_inner) = step;
        self.ctx.request_repaint();
    }
}

/// Ends the work for those who wait, also when it panics.
struct EndOfTask(Arc<TaskState>, egui::Context);

impl Drop for EndOfTask {
    fn drop(&mut self) {
        self.0.ended.store(true, Ordering::Release);
        self.1.request_repaint();
    }
}

/// All work under way.
#[derive(Default)]
pub struct Tasks {
    running: Vec<Running>,
    next: u64,
}

impl Tasks {
    /// Runs work on a thread; it shows with this name (if it has one) until it ends.
    pub fn start<T: Send + 'static>(
        &mut self,
        ctx: &egui::Context,
        name: &str,
        work: impl FnOnce(&Worker<T>) + Send + 'static,
    ) -> Task<T> {
        self.next += 1;
        let (sender, answers) = channel();
        let shared = Arc::new(TaskState::default());
        let worker =
            Worker { cancel: shared.cancel.clone(), shared: shared.clone(), answers: sender, ctx: ctx.clone() };
        let end = EndOfTask(shared.clone(), ctx.clone());
        // Where no thread can be had, the closure is dropped with `end` in it: the work is over without an answer.
        let started = thread::Builder::new().name(format!("task {}", self.next)).spawn(move || {
            let _end = end;
            work(&worker);
        });
        if started.is_ok() {
            self.running.push(Running { id: self.next, name: name.to_owned(), shared: shared.clone() });
        }
        Task { answers, shared }
    }

    /// Runs work that has one answer, and none that counts once it is cancelled.
    pub fn start_one<T: Send + 'static>(
        &mut self,
        ctx: &egui::Context,
        name: &str,
        work: impl FnOnce(&AtomicBool) -> T + Send + 'static,
    ) -> Task<T> {
        self.start(ctx, name, move |worker| {
            let answer = work(&worker.cancel);
            if !worker.cancel.load(Ordering::Relaxed) {
                worker.tell(answer);
            }
        })
    }

    /// What runs now.
    pub fn running(&self) -> impl Iterator<Item = &Running> {
        self.running.iter().filter(|task| !task.shared.ended.load(Ordering::Acquire))
    }

    pub fn cancel(&self, id: u64) {
        for task in self.running.iter().filter(|task| task.id == id) {
            task.shared.cancel.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets what has ended. Once a frame.
    pub fn sweep(&mut self) {
        self.running.retain(|task| !task.shared.ended.load(Ordering::Acquire));
    }

    /// Cancels all, and waits a moment for them to see it: a person's program ends with the window.
    pub fn stop(&mut self) {
        self.running.iter().for_each(|task| task.shared.cancel.store(true, Ordering::Relaxed));
        let begun = Instant::now();
        while !self.running.is_empty() && begun.elapsed() < MOMENT {
            self.sweep();
            thread::sleep(MOMENT / 50);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Waits until the task is over and returns all its answers.
    fn whole<T>(task: &Task<T>) -> Vec<T> {
        let mut all = Vec::new();
        loop {
            let (answers, over) = task.take();
            all.extend(answers);
            if over {
                return all;
            }
            thread::yield_now();
        }
    }

    #[test]
    fn answers_come_in_order_and_before_the_end() {
        let mut tasks = Tasks::default();
        let task = tasks.start(&egui::Context::default(), "counting", |worker| {
            for number in 0..1000 {
                worker.tell(number);
            }
        });
        assert_eq!(whole(&task), (0..1000).collect::<Vec<_>>());
        tasks.sweep();
        assert_eq!(tasks.running().count(), 0);
    }

    #[test]
    fn work_that_nobody_waits_for_is_cancelled() {
        let mut tasks = Tasks::default();
        let task: Task<()> = tasks.start(&egui::Context::default(), "waiting", |worker| {
            while !worker.cancel.load(Ordering::Relaxed) {
                thread::yield_now();
            }
        });
        assert_eq!(tasks.running().count(), 1);
        drop(task);
        tasks.stop();
        assert_eq!(tasks.running().count(), 0);
    }

    #[test]
    fn work_that_panics_is_over() {
        let mut tasks = Tasks::default();
        let task: Task<()> = tasks.start(&egui::Context::default(), "breaking", |_| panic!("a test broke a task"));
        assert!(whole(&task).is_empty());
    }
}
