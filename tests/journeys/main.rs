//! Journeys through the whole window by its accessible tree, mouse and keys, down to the RON on disk: one for each row
//! of "Doing things".
#![cfg(feature = "gui")]

mod article;
mod cards;
mod chosen;
mod coalitions;
mod coming_back;
mod comparing;
mod copies;
mod datasets;
mod desk;
mod entities;
mod extracting;
mod floating;
mod harm;
mod input_order;
mod keyboards;
mod killed;
mod large_steps;
mod leaving;
mod ledger;
mod menus;
mod named;
mod own_fields;
mod panels;
mod people;
mod public_review;
mod recover;
mod review;
mod room;
mod scheme;
mod searching;
mod seeds;
mod seen;
mod spoken;
mod tagging;
mod ten_minutes;
mod underneath;
