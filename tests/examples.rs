//! The programs of `examples/` do what the page in `docs/` says: the smallest one, and the one that asks a language model,
//! here a recorded answer on this machine.
#![cfg(unix)]

use std::{
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    process::{Command, Stdio},
};

/// What the model says: one statement that stands in the article, with a deputy that does not, and one made up whole.
const RECORDED: &str = r#"{"statements": [
 {"region": "Blora", "office": "regent", "head": "Tini Wardhani", "deputy": "Budi Khayalan",
  "parties": [{"quote": "PKS", "stance": "nominating"}, {"quote": "PAN", "stance": "nominating"}, {"quote": "Golkar", "stance": "supporting"}],
  "status": "confirmed", "speaker": null, "evidence": "PKS dan PAN mengusung Tini Wardhani di Pilbup Blora."},
 {"region": "Demak", "office": "regent", "head": "Sarwono", "deputy": null, "parties": [{"quote": "PPP", "stance": "supporting"}],
  "status": "confirmed", "speaker": null, "evidence": "PPP mendukung Sarwono di Demak."}]}"#;

const ARTICLE: &str =
    r#"{"id":"a1","text":"PKS dan PAN mengusung Tini Wardhani di Pilbup Blora. Rapat belum selesai."}"#;

fn python() -> bool {
    let found = Command::new("python3").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = found.is_ok_and(|status| status.success());
    if !found {
        println!("skipped: there is no python3");
    }
    found
}

fn example(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name).display().to_string()
}

/// One line through a program; what goes out.
fn through(command: &str) -> serde_json::Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tandai"))
        .args(["extract", "--with", command])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{ARTICLE}\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[test]
fn the_smallest_program() {
    if !python() {
        return;
    }
    let line = through(&format!("python3 '{}'", example("with_minimal.py")));
    assert_eq!(
        (line["mentions"][0]["text"].as_str(), line["mentions"].as_array().map(Vec::len)),
        (Some("PKS"), Some(1))
    );
}

#[test]
fn a_model_is_held_to_the_words_of_the_article() {
    if !python() {
        return;
    }
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let (mut asked, mut buffer) = (Vec::new(), [0; 4096]);
        // The head and the whole body, by its length.
        loop {
            let read = stream.read(&mut buffer).unwrap();
            asked.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&asked).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
        let body = serde_json::json!({ "choices": [{ "message": { "content": RECORDED } }] }).to_string();
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).unwrap();
        String::from_utf8_lossy(&asked).into_owned()
    });
    let command = format!("python3 '{}' --url http://127.0.0.1:{port}/v1 --model uji", example("llm_frames.py"));
    let line = through(&command);
    let asked = answering.join().unwrap();
    assert!(
        asked.contains("/v1/chat/completions") && asked.contains("Pilbup Blora") && asked.contains("uji"),
        "{asked}"
    );
    let coalitions = line["coalitions"].as_array().unwrap();
    assert_eq!(coalitions.len(), 1, "what no sentence shows is left out: {line}");
    let one = &coalitions[0];
    assert_eq!(one["backings"].as_array().unwrap().len(), 2, "{one}");
    let note = one["note"].as_str().unwrap();
    assert!(note.contains("deputy “Budi Khayalan”") && note.contains("party “Golkar”"), "{note}");
    let words: Vec<&str> = line["mentions"].as_array().unwrap().iter().filter_map(|one| one["text"].as_str()).collect();
    assert_eq!(words, ["PKS", "PAN", "Tini Wardhani", "Blora"]);
}
