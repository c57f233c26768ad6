//! Where the nodes of a network stand: springs along ties, everything else pushes apart (Fruchterman and Reingold, 1991),
//! from a circle in the order of the nodes. Nothing is random: the same network looks the same.

const STEPS: usize = 400;

/// Places within the unit square. `ties`: ends and how strongly they draw together (negative: they push apart).
pub fn places(nodes: usize, ties: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    if nodes == 0 {
        return Vec::new();
    }
    let angle = |at: usize| at as f64 / nodes as f64 * std::f64::consts::TAU;
    let mut places: Vec<(f64, f64)> = (0..nodes).map(|at| (angle(at).cos() * 0.4, angle(at).sin() * 0.4)).collect();
    let wish = (0.8 / nodes as f64).sqrt();
    let strongest = ties.iter().map(|tie| tie.2.abs()).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    for step in 0..STEPS {
        let mut moves = vec![(0.0, 0.0); nodes];
        for one in 0..nodes {
            for two in 0..one {
                let (x, y, distance) = between(places[one], places[two]);
                let push = wish * wish / distance;
                shift(&mut moves, one, two, (x / distance * push, y / distance * push));
            }
        }
        for &(one, two, weight) in ties {
            let (x, y, distance) = between(places[one], places[two]);
            let pull = distance * distance / wish * (0.3 + 0.7 * weight.abs() / strongest);
            let pull = if weight < 0.0 { pull * 0.2 } else { -pull };
            shift(&mut moves, one, two, (x / distance * pull, y / distance * pull));
        }
        let most = 0.1 * (1.0 - step as f64 / STEPS as f64);
        for (place, by) in places.iter_mut().zip(moves) {
            // A slight pull to the middle keeps parts without a tie between them on one page.
            let by = (by.0 - place.0 * 0.05, by.1 - place.1 * 0.05);
            let length = by.0.hypot(by.1).max(1e-9);
            let scale = length.min(most) / length;
            place.0 += by.0 * scale;
            place.1 += by.1 * scale;
        }
    }
    into_square(&mut places);
    places
}

fn between(one: (f64, f64), two: (f64, f64)) -> (f64, f64, f64) {
    let (x, y) = (one.0 - two.0, one.1 - two.1);
    (x, y, x.hypot(y).max(1e-4))
}

fn shift(moves: &mut [(f64, f64)], one: usize, two: usize, by: (f64, f64)) {
    moves[one].0 += by.0;
    moves[one].1 += by.1;
    moves[two].0 -= by.0;
    moves[two].1 -= by.1;
}

fn into_square(places: &mut [(f64, f64)]) {
    let range = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let least = places.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (least, most - least)
    };
    let ((left, width), (top, height)) = (range(&|place| place.0), range(&|place| place.1));
    let scaled = |value: f64, least: f64, size: f64| if size > 1e-9 { (value - least) / size } else { 0.5 };
    for place in places.iter_mut() {
        *place = (scaled(place.0, left, width), scaled(place.1, top, height));
    }
}
