use proptest::prelude::*;

use super::*;

const LOOK: Asked = Asked {
    reach: Reach::Looks,
    call: 1,
};
const CHANGE: Asked = Asked {
    reach: Reach::Changes,
    call: 2,
};

fn turn() -> Turn {
    begun(Limits::default(), false)
}

fn begun(limits: Limits, has_check: bool) -> Turn {
    let mut turn = Turn::new(limits, has_check);
    assert_eq!(turn.step(Input::Begin), [Effect::Ask]);
    turn
}

fn reply(turn: &mut Turn, calls: &[Asked]) -> Vec<Effect> {
    turn.step(Input::Replied {
        calls: calls.to_vec(),
        tokens: 10,
    })
}

fn end(turn: &mut Turn, place: u32) -> Vec<Effect> {
    let result = u64::from(place);
    turn.step(Input::Ended { place, result })
}

fn waits(turn: &mut Turn, place: u32, patience: Patience) -> Vec<Effect> {
    turn.step(Input::Waits { place, patience })
}

#[test]
fn what_looks_goes_side_by_side_and_what_changes_goes_in_order() {
    use Effect::Start;
    let mut turn = turn();
    let calls = [LOOK, LOOK, CHANGE, LOOK, CHANGE];
    assert_eq!(reply(&mut turn, &calls), [Start(0), Start(1)]);
    assert_eq!(end(&mut turn, 1), []);
    assert_eq!(end(&mut turn, 0), [Start(2)]);
    assert_eq!(end(&mut turn, 2), [Start(3)]);
    assert_eq!(end(&mut turn, 3), [Start(4)]);
    assert_eq!(end(&mut turn, 4), [Effect::Keep, Effect::Ask]);
    assert_eq!(reply(&mut turn, &[]), [Effect::End(End::Whole)]);
    assert!(turn.is_over());
    assert_eq!(turn.step(Input::Interrupted), []);
}

#[test]
fn a_person_who_is_away_ends_the_turn_and_it_is_taken_up_where_it_was() {
    let mut turn = turn();
    reply(&mut turn, &[CHANGE, LOOK]);
    let left = waits(&mut turn, 0, Patience::Leaves);
    assert_eq!(left, [Effect::End(End::Waiting)]);
    let mut turn = Turn::new(Limits::default(), false);
    let resumed = turn.step(Input::Resumed(vec![CHANGE, LOOK]));
    assert_eq!(resumed, [Effect::Start(0)]);
    assert_eq!(waits(&mut turn, 0, Patience::Waits), []);
    assert_eq!(turn.step(Input::Goes { place: 0 }), []);
    assert_eq!(end(&mut turn, 0), [Effect::Start(1)]);
    assert_eq!(end(&mut turn, 1), [Effect::Keep, Effect::Ask]);
}

#[test]
fn what_is_said_meanwhile_joins_at_the_next_step() {
    let mut turn = turn();
    turn.step(Input::Steered);
    let again = [Effect::KeepWords, Effect::Ask];
    assert_eq!(
        reply(&mut turn, &[]),
        again,
        "it had said all, but for that"
    );
    reply(&mut turn, &[LOOK]);
    turn.step(Input::Steered);
    assert_eq!(end(&mut turn, 0), [Effect::Keep, Effect::Ask]);
    assert_eq!(reply(&mut turn, &[]), [Effect::End(End::Whole)]);
}

#[test]
fn an_interrupt_stops_what_runs_and_the_model_learns_of_it() {
    let mut turn = turn();
    reply(&mut turn, &[LOOK, LOOK, CHANGE]);
    end(&mut turn, 1);
    assert_eq!(turn.step(Input::Interrupted), [Effect::Stop(0)]);
    let over = [Effect::Keep, Effect::End(End::Interrupted)];
    assert_eq!(end(&mut turn, 0), over);
}

#[test]
fn the_same_call_with_the_same_result_three_times_is_asked_about() {
    let mut turn = turn();
    for _ in 0..2 {
        reply(&mut turn, &[LOOK]);
        assert_eq!(end(&mut turn, 0), [Effect::Keep, Effect::Ask]);
    }
    reply(&mut turn, &[LOOK]);
    let asks = [Effect::Keep, Effect::AskToGoOn(Limit::Circles)];
    assert_eq!(end(&mut turn, 0), asks);
    assert_eq!(turn.step(Input::Allowed), [Effect::Ask]);
    reply(&mut turn, &[LOOK]);
    assert_eq!(end(&mut turn, 0), [Effect::Keep, Effect::Ask]);
    reply(&mut turn, &[LOOK]);
    turn.step(Input::Ended {
        place: 0,
        result: 77,
    });
    reply(&mut turn, &[LOOK]);
    let fresh = end(&mut turn, 0);
    assert_eq!(fresh, [Effect::Keep, Effect::Ask], "the result changed");
}

#[test]
fn limits_ask_and_a_no_ends_the_turn() {
    let limits = Limits {
        steps: 2,
        tokens: Some(25),
        checks: 1,
    };
    let mut turn = begun(limits, false);
    reply(&mut turn, &[LOOK]);
    end(&mut turn, 0);
    reply(&mut turn, &[CHANGE]);
    let asks = Effect::AskToGoOn(Limit::Steps(2));
    assert_eq!(end(&mut turn, 0), [Effect::Keep, asks]);
    assert_eq!(turn.step(Input::Allowed), [Effect::Ask]);
    reply(&mut turn, &[LOOK]);
    let asks = Effect::AskToGoOn(Limit::Tokens(30));
    assert_eq!(end(&mut turn, 0), [Effect::Keep, asks]);
    let stopped = End::Stopped(Limit::Tokens(30));
    assert_eq!(turn.step(Input::Declined), [Effect::End(stopped)]);
}

#[test]
fn a_model_that_asks_for_what_there_is_not_is_told_twice_and_has_failed_the_third_time() {
    let told = [Effect::KeepWords, Effect::Ask];
    let mut turn = turn();
    assert_eq!(turn.step(Input::Slipped), told);
    assert_eq!(turn.step(Input::Slipped), told);
    reply(&mut turn, &[LOOK]);
    end(&mut turn, 0);
    assert_eq!(turn.step(Input::Slipped), told, "it had learned");
    assert_eq!(turn.step(Input::Slipped), told);
    assert_eq!(turn.step(Input::Slipped), [Effect::End(End::Failed)]);
}

#[test]
fn a_check_decides_and_its_failure_goes_back() {
    let limits = Limits {
        checks: 2,
        ..Limits::default()
    };
    let failed = Input::Checked { passed: false };
    let mut turn = begun(limits, true);
    assert_eq!(reply(&mut turn, &[]), [Effect::Check]);
    assert_eq!(
        turn.step(failed.clone()),
        [Effect::KeepFailure, Effect::Ask]
    );
    assert_eq!(reply(&mut turn, &[]), [Effect::Check]);
    let mut other = turn.clone();
    assert_eq!(turn.step(failed), [Effect::End(End::Unproven)]);
    let passed = Input::Checked { passed: true };
    assert_eq!(other.step(passed), [Effect::End(End::Proven)]);
}

proptest! {
    /// Whatever comes in whichever order: a call is started once at most, two that change never run
    /// at once, and after the end nothing follows.
    #[test]
    fn order_and_end_hold_whatever_happens(
        reaches in proptest::collection::vec(any::<bool>(), 1..8),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 0..40),
        interrupt_at in 0_usize..40,
    ) {
        let calls: Vec<Asked> = (0..).zip(&reaches).map(|(call, changes)| Asked {
            reach: if *changes { Reach::Changes } else { Reach::Looks },
            call,
        }).collect();
        let mut turn = turn();
        let mut running: Vec<u32> = Vec::new();
        let mut started = 0;
        let mut effects = reply(&mut turn, &calls);
        for (at, pick) in order.iter().enumerate() {
            for effect in &effects {
                if let Effect::Start(place) = effect {
                    started += 1;
                    prop_assert!(!running.contains(place));
                    running.push(*place);
                }
            }
            let changing = running.iter().filter(|place| reaches[**place as usize]).count();
            prop_assert!(changing == 0 || running.len() == 1, "{running:?}");
            if running.is_empty() {
                break;
            }
            if at == interrupt_at {
                effects = turn.step(Input::Interrupted);
                prop_assert!(effects.iter().all(|effect| matches!(effect, Effect::Stop(_))));
                continue;
            }
            let place = running.remove(pick.index(running.len()));
            effects = end(&mut turn, place);
        }
        prop_assert!(started <= calls.len());
    }
}
