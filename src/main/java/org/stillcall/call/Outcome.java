package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.plan.Reason;
import org.stillcall.trunk.FarOutcome;

/**
 * How a call ended: the sentence for the advocate's screen, the one for the ear, and the status that a desk phone which
 * dialled is given (RFC 3261 section 21).
 */
enum Outcome {
    TALKED("The call has ended.", Sentence.CALL_ENDED, 0),
    VOICEMAIL("A voicemail answered.", Sentence.CALL_ENDED, 0),
    SOMEBODY_ELSE("Somebody else answered.", Sentence.CALL_ENDED, 0),
    MACHINE_ANSWERED(
            "A machine answered. No message was agreed, so the call was ended at its tone.", Sentence.CALL_ENDED, 0),
    DROPPED("The line dropped.", Sentence.LINE_DROPPED, 0),
    NOT_RETURNED(
            "The line dropped, and nobody called back in the agreed time. The number they saw leads nowhere now.",
            Sentence.NOBODY_RETURNED,
            0),
    HANDED_OVER("You handed the call over. It goes on without you.", Sentence.CALL_ENDED, 0),
    ENDED_BY_ADVOCATE("You ended the call before it was answered.", Sentence.CALL_ENDED, 487),
    ADVOCATE_BUSY("Your phone is busy. Finish the other call and try again.", Sentence.BUSY, 486),
    ADVOCATE_NO_ANSWER("Your phone was not answered, so nobody was called.", Sentence.NO_ANSWER, 480),
    ADVOCATE_UNREACHABLE(
            "Your phone cannot be reached. Check that it is on and connected, then try again.",
            Sentence.NO_LINE_FREE,
            480),
    PAGE_NOT_HEARD(
            "No sound came from this page, so nobody was called. Try again, or choose another phone.",
            Sentence.NO_ANSWER,
            480),
    NOT_CONFIRMED("The code was not keyed, so nobody was called.", Sentence.WRONG_CODE, 403),
    BUSY(FarOutcome.BUSY.sentence(), Sentence.BUSY, 486),
    NO_ANSWER(FarOutcome.NO_ANSWER.sentence(), Sentence.NO_ANSWER, 480),
    PRIVATE_CALLS_REFUSED(FarOutcome.PRIVATE_CALLS_REFUSED.sentence(), Sentence.PRIVATE_NOT_TAKEN, 480),
    PERHAPS_PRIVATE_CALLS_REFUSED(FarOutcome.PERHAPS_PRIVATE_CALLS_REFUSED.sentence(), Sentence.DECLINED, 603),
    INVALID_NUMBER(FarOutcome.INVALID_NUMBER.sentence(), Sentence.NOT_A_NUMBER, 404),
    UNREACHABLE(FarOutcome.UNREACHABLE.sentence(), Sentence.NO_ANSWER, 480),
    TRUNK_REFUSED(FarOutcome.TRUNK_REFUSED.sentence(), Sentence.NO_LINE_FREE, 503),
    TRUNK_DOWN(FarOutcome.TRUNK_DOWN.sentence(), Sentence.NO_LINE_FREE, 503),
    PLAN_CHANGED(
            "The plan was changed or erased before the call could begin, so nobody was called.",
            Sentence.OUTSIDE_PLAN,
            403),
    OUTSIDE_PLAN("The time that is safe for this call ended before the call could begin.", Sentence.OUTSIDE_PLAN, 403),
    NO_LINE("No line is free for this call. Try again in a few minutes.", Sentence.NO_LINE_FREE, 503),
    REFUSED("The call was not allowed.", Sentence.NUMBER_NOT_ALLOWED, 403);

    private final String message;
    private final Sentence sentence;
    private final int status;

    Outcome(String message, Sentence sentence, int status) {
        this.message = message;
        this.sentence = sentence;
        this.status = status;
    }

    String message() {
        return message;
    }

    Sentence sentence() {
        return sentence;
    }

    /** The final status for a near leg that dialled; 0 where it was answered already. */
    int status() {
        return status;
    }

    static Outcome of(FarOutcome outcome) {
        return switch (outcome) {
            case ANSWERED -> TALKED;
            case BUSY -> BUSY;
            case NO_ANSWER -> NO_ANSWER;
            case PRIVATE_CALLS_REFUSED -> PRIVATE_CALLS_REFUSED;
            case PERHAPS_PRIVATE_CALLS_REFUSED -> PERHAPS_PRIVATE_CALLS_REFUSED;
            case INVALID_NUMBER -> INVALID_NUMBER;
            case UNREACHABLE -> UNREACHABLE;
            case TRUNK_REFUSED -> TRUNK_REFUSED;
            case TRUNK_DOWN -> TRUNK_DOWN;
            case GIVEN_UP -> ENDED_BY_ADVOCATE;
        };
    }

    /** What a refusal of the plan is to a desk phone that dialled: its status. */
    static int status(@Nullable Reason reason) {
        return reason == null
                ? 503
                : switch (reason) {
                    case EMERGENCY_NUMBER, DIALLING_CODE, PREMIUM_NUMBER, SHARED_COST_NUMBER, INTERNATIONAL_NUMBER ->
                        403;
                    case OUTSIDE_SAFE_TIME, NO_SAFE_TIME, SETTING_MISSING -> 403;
                    case NO_TIME_LEFT,
                            SURVIVOR_CALLS,
                            PLAN_NEEDED,
                            OTHER_PROGRAMME,
                            PLAN_ENDED,
                            CLOCK_SET_BACK,
                            ATTEMPTS_USED,
                            SHOWING_NOT_AGREED -> 403;
                    case INVALID_NUMBER -> 484;
                    case TOLL_FREE_SEES_NUMBER, NO_FIT_TRUNK, NO_SECURE_TRUNK, LINE_NOT_TESTED, NO_NUMBER_FREE -> 503;
                };
    }

    /** The same by ear. */
    static Sentence sentence(@Nullable Reason reason) {
        return reason == null
                ? Sentence.NO_LINE_FREE
                : switch (reason) {
                    case EMERGENCY_NUMBER -> Sentence.EMERGENCY_FROM_PHONE;
                    case DIALLING_CODE, PREMIUM_NUMBER, SHARED_COST_NUMBER, INTERNATIONAL_NUMBER, SETTING_MISSING ->
                        Sentence.NUMBER_NOT_ALLOWED;
                    case OUTSIDE_SAFE_TIME, NO_SAFE_TIME, NO_TIME_LEFT -> Sentence.OUTSIDE_PLAN;
                    case SURVIVOR_CALLS,
                            PLAN_NEEDED,
                            OTHER_PROGRAMME,
                            PLAN_ENDED,
                            CLOCK_SET_BACK,
                            ATTEMPTS_USED,
                            SHOWING_NOT_AGREED -> Sentence.OUTSIDE_PLAN;
                    case INVALID_NUMBER -> Sentence.NOT_A_NUMBER;
                    case TOLL_FREE_SEES_NUMBER -> Sentence.TOLL_FREE_NEEDS_LEASED;
                    case NO_FIT_TRUNK, NO_SECURE_TRUNK, LINE_NOT_TESTED, NO_NUMBER_FREE -> Sentence.NO_LINE_FREE;
                };
    }
}
