//! However many keys one frame brings, they do what they would have done one by one.

use eframe::egui::{Event, Key, Modifiers};

use crate::desk::Desk;

const CTRL: Modifiers = Modifiers { alt: false, ctrl: true, shift: false, mac_cmd: false, command: true };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// A text of forty words: `k000 k001 …`.
fn words() -> String {
    (0..40).map(|number| format!("k{number:03}")).collect::<Vec<_>>().join(" ")
}

/// A key pressed, with the letter that it writes, and let go.
fn press(modifiers: Modifiers, key: Key) -> Vec<Event> {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    let letter = (!modifiers.command && key.name().len() == 1).then(|| Event::Text(key.name().to_lowercase()));
    let mut events = vec![Event::ModifiersChanged(modifiers), event(true)];
    events.extend(letter);
    events.extend([event(false), Event::ModifiersChanged(Modifiers::NONE)]);
    events
}

/// Hands over all events in frames of these sizes, the last size again and again, and lets the window come to rest.
fn in_frames(desk: &mut Desk, presses: &[Vec<Event>], sizes: &[usize]) {
    let mut rest = presses;
    let mut sizes = sizes.iter().copied().chain(std::iter::repeat(*sizes.last().expect("a size")));
    while !rest.is_empty() {
        let (now, later) = rest.split_at(sizes.next().expect("a size").clamp(1, rest.len()));
        desk.harness.input_mut().events.extend(now.iter().flatten().cloned());
        desk.harness.step();
        rest = later;
    }
    desk.harness.run_steps(12 * presses.len() + 12);
}

/// What is marked, what is selected and where the caret is.
fn state(desk: &mut Desk) -> (String, Option<tandai::model::Span>, usize) {
    (desk.marked(), desk.app().selected(), desk.app().caret())
}

#[test]
fn a_hiccup_marks_the_words_that_were_selected() {
    let mut desk = Desk::with_text(&words());
    let presses = [
        press(CTRL_SHIFT, Key::ArrowRight),
        press(Modifiers::NONE, Key::Num1),
        press(CTRL, Key::ArrowRight),
        press(CTRL_SHIFT, Key::ArrowRight),
        press(Modifiers::NONE, Key::Num2),
        press(CTRL, Key::ArrowRight),
    ];
    in_frames(&mut desk, &presses, &[100]);
    let slowly = {
        let mut desk = Desk::with_text(&words());
        for one in &presses {
            in_frames(&mut desk, std::slice::from_ref(one), &[1]);
        }
        desk.marked()
    };
    assert_eq!(desk.marked(), slowly);
    assert_eq!(slowly.matches('[').count(), 2, "{slowly}");
}

/// Typing into a field that a key opened is typing, however soon it comes.
#[test]
fn what_is_typed_after_a_command_that_opens_a_field_is_typed_there() {
    for (modifiers, opens) in [(CTRL, Key::L), (CTRL, Key::F), (CTRL, Key::K), (Modifiers::NONE, Key::E)] {
        let mut desk = Desk::with_text(&words());
        in_frames(&mut desk, &[press(CTRL_SHIFT, Key::ArrowRight), press(Modifiers::NONE, Key::Num1)], &[1]);
        let before = desk.marked();
        assert_eq!(before.matches('[').count(), 1, "{before}");
        let presses = [press(modifiers, opens), press(Modifiers::NONE, Key::Num2), press(Modifiers::NONE, Key::Delete)];
        in_frames(&mut desk, &presses, &[100]);
        assert_eq!(desk.marked(), before, "{opens:?}");
    }
}

/// Any grouping of the same keys into frames gives the same result.
#[test]
fn frames_do_not_matter() {
    let keys = [
        (CTRL_SHIFT, Key::ArrowRight),
        (CTRL_SHIFT, Key::ArrowRight),
        (CTRL, Key::ArrowRight),
        (Modifiers::NONE, Key::ArrowLeft),
        (Modifiers::SHIFT, Key::ArrowRight),
        (Modifiers::NONE, Key::Num1),
        (Modifiers::NONE, Key::Num2),
        (Modifiers::NONE, Key::Num3),
        (Modifiers::NONE, Key::Tab),
        (Modifiers::NONE, Key::Delete),
        (Modifiers::NONE, Key::A),
        (Modifiers::NONE, Key::E),
        (Modifiers::NONE, Key::Enter),
        (Modifiers::NONE, Key::Escape),
        (CTRL, Key::L),
        (CTRL, Key::F),
        (CTRL, Key::K),
        (CTRL, Key::Z),
        (Modifiers::NONE, Key::F6),
    ];
    for seed in 0..12 {
        let mut random = fastrand::Rng::with_seed(seed);
        let presses: Vec<Vec<Event>> =
            (0..14).map(|_| keys[random.usize(..keys.len())]).map(|(held, key)| press(held, key)).collect();
        let mut found = Vec::new();
        for sizes in [vec![1], vec![100], (0..14).map(|_| random.usize(1..5)).collect()] {
            let mut desk = Desk::with_text(&words());
            if sizes == [1] {
                for one in &presses {
                    in_frames(&mut desk, std::slice::from_ref(one), &[1]);
                }
            } else {
                in_frames(&mut desk, &presses, &sizes);
            }
            found.push((sizes, state(&mut desk)));
        }
        let (_, slowly) = &found[0];
        for (sizes, state) in &found[1..] {
            assert_eq!(state, slowly, "seed {seed}, frames of {sizes:?}: {presses:?}");
        }
    }
}
