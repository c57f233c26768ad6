//! What people do is done in the order in which they did it, however many keys and clicks one frame brings.
//!
//! After a hiccup a frame holds everything since the last one. A key may be a command, and a command changes what the next
//! key means: it selects, it opens a list, it moves the keyboard. So a frame gets one key, or one click, and the rest waits
//! for the next frames; after a command, and after whatever moves the keyboard, it waits until that has come to rest.
//! What only moves the mouse or lets a key go passes through in its place.

use std::collections::VecDeque;

use eframe::egui::{Context, Event, Key, Modifiers, Plugin, RawInput};

use crate::app::state::keys;

/// For so many frames at the most nothing is let through: something asks for attention in every frame.
const MOST_HELD: u8 = 8;

/// Holds back what a frame is not to see yet.
#[derive(Default)]
pub struct InputOrder {
    waiting: VecDeque<Event>,
    /// The last frame did something whose effect the next key must see.
    unsettled: bool,
    /// Frames in a row in which nothing was let through.
    held: u8,
    /// What was let through last may move the keyboard by itself.
    moves_focus: bool,
}

impl InputOrder {
    /// After a frame; `unsettled`: what it did has an effect in the next one. Returns whether there is more to do.
    pub fn frame_ended(&mut self, unsettled: bool) -> bool {
        self.unsettled = unsettled || std::mem::take(&mut self.moves_focus);
        self.waits()
    }

    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What the next frame sees; `typing`: a field has the keyboard, so that letters are letters.
    fn release(&mut self, typing: bool) -> Vec<Event> {
        let hold = std::mem::take(&mut self.unsettled) && self.held < MOST_HELD;
        self.held = if hold { self.held + 1 } else { 0 };
        let mut out = Vec::new();
        let mut done = hold;
        while let Some(event) = self.waiting.front() {
            // What was done with a key held down is seen with the key held down.
            if matches!(event, Event::ModifiersChanged(_)) && out.iter().any(acts) {
                break;
            }
            if acts(event) {
                // Letters that are typed one after another change nothing for each other.
                let typed = typing && self.next_is_typed();
                if done || (!typed && out.iter().any(acts)) {
                    break;
                }
                done = !typed;
            }
            let Some(event) = self.waiting.pop_front() else { break };
            self.note(&event);
            let key = matches!(event, Event::Key { pressed: true, .. });
            out.push(event);
            // The letter that a key writes comes with its key.
            if key && matches!(self.waiting.front(), Some(Event::Text(_))) {
                out.extend(self.waiting.pop_front());
            }
        }
        out
    }

    /// Whether what waits first is a letter and nothing else.
    fn next_is_typed(&self) -> bool {
        let plain = |modifiers: &Modifiers| !modifiers.alt && !modifiers.ctrl && !modifiers.command;
        match (self.waiting.front(), self.waiting.get(1)) {
            (Some(Event::Text(_)), _) => true,
            (Some(Event::Key { pressed: true, modifiers, .. }), Some(Event::Text(_))) => plain(modifiers),
            _ => false,
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Key { key, pressed: true, .. } => {
                self.moves_focus |= matches!(key, Key::Enter | Key::Escape | Key::Tab);
            }
            Event::PointerButton { .. } | Event::AccessKitActionRequest(_) => self.moves_focus = true,
            _ => {}
        }
    }
}

impl Plugin for InputOrder {
    fn debug_name(&self) -> &'static str {
        "input order"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        self.waiting.extend(input.events.drain(..));
        input.events = self.release(ctx.text_edit_focused());
    }
}

/// Whether an event does something, so that the next one must wait for its effect.
fn acts(event: &Event) -> bool {
    match event {
        Event::Key { key, pressed, .. } => *pressed && !keys::only_holds(*key),
        Event::Copy
        | Event::Cut
        | Event::Paste(_)
        | Event::Text(_)
        | Event::Ime(_)
        | Event::PointerButton { .. }
        | Event::AccessKitActionRequest(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{PointerButton, pos2};

    use super::*;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn letter(letter: &str) -> [Event; 2] {
        [key(Key::from_name(letter).expect("a key")), Event::Text(letter.to_lowercase())]
    }

    fn click(pressed: bool) -> Event {
        Event::PointerButton {
            pos: pos2(1.0, 1.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    fn frames(order: &mut InputOrder, typing: bool, unsettled: bool) -> Vec<usize> {
        let mut frames = Vec::new();
        loop {
            frames.push(order.release(typing).len());
            if !order.frame_ended(unsettled) {
                return frames;
            }
        }
    }

    #[test]
    fn a_frame_gets_one_key_with_its_letter() {
        let mut order = InputOrder::default();
        order.waiting.extend([key(Key::ArrowRight), key(Key::Num1), Event::Text("1".into()), key(Key::ArrowRight)]);
        assert_eq!(frames(&mut order, false, false), [1, 2, 1]);
    }

    #[test]
    fn letters_typed_into_a_field_come_together() {
        let mut order = InputOrder::default();
        order.waiting.extend(letter("A").into_iter().chain(letter("B")).chain([key(Key::Enter)]).chain(letter("C")));
        // Enter may leave the field, so that one frame settles before the next letter.
        assert_eq!(frames(&mut order, true, false), [4, 1, 0, 2]);
    }

    #[test]
    fn after_a_command_the_rest_waits() {
        let mut order = InputOrder::default();
        order.waiting.extend([key(Key::Num1), key(Key::Num2)]);
        assert_eq!(order.release(false).len(), 1);
        assert!(order.frame_ended(true));
        assert_eq!(order.release(false).len(), 0);
        assert!(order.frame_ended(false));
        assert_eq!(order.release(false).len(), 1);
        assert!(!order.frame_ended(false));
    }

    #[test]
    fn what_never_settles_does_not_hold_for_ever() {
        let mut order = InputOrder::default();
        order.waiting.extend([key(Key::Num1), key(Key::Num2)]);
        let frames = frames(&mut order, false, true);
        assert_eq!(frames.iter().sum::<usize>(), 2);
        assert_eq!(frames.len(), 2 + usize::from(MOST_HELD));
    }

    #[test]
    fn a_click_is_done_before_a_key() {
        let mut order = InputOrder::default();
        order.waiting.extend([click(true), Event::PointerMoved(pos2(2.0, 1.0)), click(false), key(Key::Num3)]);
        assert_eq!(frames(&mut order, false, false), [2, 0, 1, 0, 1]);
    }
}
