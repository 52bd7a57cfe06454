package org.stillcall.plan;

/** Why a call is not placed, each as a sentence or two: what happened and what to do. */
public enum Reason {
    EMERGENCY_NUMBER("This is an emergency number. Dial it from the phone itself; this system does not place it."),
    INVALID_NUMBER("This is not a complete phone number. Check it, with its area code, and dial again."),
    DIALLING_CODE(
            "The number holds a dialling code, and some codes uncover the caller. Dial the number alone; hiding is"
                    + " done for you."),
    SETTING_MISSING("The programme's settings are incomplete, so no call is placed. Ask the coordinator to complete"
            + " them."),
    TOLL_FREE_SEES_NUMBER("A toll-free line sees who calls even when the number is withheld, and no leased number is"
            + " free. Try again later."),
    PREMIUM_NUMBER("This number costs extra, and the programme does not allow such calls. Ask the coordinator if it is"
            + " needed."),
    SHARED_COST_NUMBER("This is a special-rate number, and the programme does not allow such calls. Ask the coordinator"
            + " if it is needed."),
    INTERNATIONAL_NUMBER(
            "This number is in a country that the programme does not call. Ask the coordinator if it is" + " needed."),
    NO_FIT_TRUNK(
            "No line that hides the caller works right now. Try again in a few minutes, and tell the coordinator if"
                    + " it stays so."),
    LINE_NOT_TESTED(
            "The lines work, but no test call has shown that they hide the caller. Ask the coordinator to open Routes"
                    + " and choose Test now."),
    NO_NUMBER_FREE("All the centre's numbers are in use or resting. Try again in a few minutes."),
    OUTSIDE_SAFE_TIME("It is outside the hours that are safe for this call. Call again at the time that is shown."),
    NO_SAFE_TIME("No safe hours are set, so no call is placed. Ask the coordinator to set them."),
    NO_TIME_LEFT("The plan has no safe time left, so no call is placed. Agree on new times when the survivor calls."),
    SURVIVOR_CALLS("The plan says that the survivor calls and we do not. Wait for their call."),
    PLAN_NEEDED(
            "This programme calls by agreement only. Open the survivor's plan and call from there, or agree on one."),
    OTHER_PROGRAMME("This plan was agreed for another programme. Call from that programme."),
    PLAN_ENDED("This plan has ended, so no call is placed. Agree on a new one when the survivor calls."),
    CLOCK_SET_BACK(
            "The server's clock was set back, so safe hours cannot be told and no call is placed under a plan. Ask"
                    + " the host to set the clock right."),
    ATTEMPTS_USED("All calls that the plan allows were tried. Wait for the survivor's call."),
    SHOWING_NOT_AGREED(
            "The survivor's phone refuses private calls, and the plan does not allow showing a number now. Wait"
                    + " for the survivor's call."),
    NO_SECURE_TRUNK("The survivor's phone may be watched, and no line that encrypts the call works right now. Try"
            + " again in a few minutes.");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** For an advocate's screen or a prompt. */
    public String sentence() {
        return sentence;
    }
}
