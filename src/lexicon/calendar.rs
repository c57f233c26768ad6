//! When regional elections are held.

/// The simultaneous regional elections, from when there were any.
const ELECTIONS: &[i16] = &[2015, 2017, 2018, 2020, 2024];

/// The election that news of a year is about: the next one, or the one just held.
pub fn cycle(year: i16) -> Option<i16> {
    let next = ELECTIONS.iter().copied().find(|&election| election >= year).filter(|_| year + 1 >= ELECTIONS[0]);
    next.or_else(|| ELECTIONS.last().copied().filter(|&last| year <= last + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles() {
        let expected =
            [(2014, Some(2015)), (2016, Some(2017)), (2019, Some(2020)), (2023, Some(2024)), (2025, Some(2024))];
        for (year, election) in expected {
            assert_eq!(cycle(year), election, "{year}");
        }
        assert_eq!(cycle(2026), None);
    }
}
