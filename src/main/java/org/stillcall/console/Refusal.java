package org.stillcall.console;

import org.stillcall.vault.CallKeys;

/** Every way in which a request is refused before the switch hears of it: a status and a constant sentence. */
enum Refusal {
    MALFORMED(400, "This is not a request that the API understands. See /api/openapi.yaml."),
    UNAUTHORIZED(401, "The token is missing or wrong. Send it as 'Authorization: Bearer TOKEN'."),
    WRONG_CODE(401, "This code was used before or is too old. Use the address printed last, or the token."),
    NOT_SIGNED_IN(401, "Sign in first."),
    WRONG_SETUP_CODE(401, "This is not the code that the server printed at its start."),
    WRONG_PROOF(401, "These are not the words of this centre's recovery sheet."),
    PASSKEY_REFUSED(401, "The passkey was not accepted. Try again; if it stays so, have this device let in anew."),
    CHALLENGE_OVER(401, "This took too long or was done already. Begin again."),
    SYNCED_HELD(
            403,
            "This device's passkey is copied to other devices, which this server no longer allows. Have the device let"
                    + " in anew, with a passkey that stays on it."),
    SYNCED_PASSKEY(
            403,
            "This passkey would be copied to other devices. Choose to keep it on this device or on a security key: in"
                    + " the browser's question, take 'This device' or 'Security key'."),
    NOT_YOUR_ROLE(403, "Your role does not allow this."),
    PASSKEY_FIRST(403, "Use your passkey again first: this would let somebody in for long."),
    SOMEBODY_ELSE(403, "Somebody else has to agree, on their own device."),
    NOT_FROM_OUTSIDE(403, "This is for the machine that the server runs on. Ask there, by http://localhost."),
    CROSS_SITE(403, "A page of another site may not ask this."),
    NOT_FOUND(404, "There is nothing at this address."),
    NO_SUCH_CALL(404, "There is no call of this name now. A call that ended is forgotten after a minute."),
    NO_SUCH_HANDSET(404, "There is no practice phone of this name."),
    UNKNOWN_DEVICE(404, "This device is not known here. Have it let in from a device that is signed in."),
    NO_SUCH_PERSON(404, "There is nobody of this name here any more."),
    NO_SUCH_DEVICE(404, "There is no such device here any more."),
    NO_SUCH_JOIN(404, "This code is wrong, used or too old. Ask for a new one."),
    NO_SUCH_PLAN(404, "This plan has ended or was erased."),
    NO_SUCH_OVERRIDE(404, "This leave to call is over, used or not yours. Ask again if the danger goes on."),
    NO_SUCH_RELEASE(404, "This release has ended or was revoked."),
    NO_SUCH_MESSAGE(404, "This message was deleted or has ended."),
    NO_SUCH_HOLD(404, "There is no such hold any more: it ended, was taken back, or nobody confirmed it in time."),
    NO_SUCH_SENTENCE(404, "There is no such sentence for callers."),
    NO_SUCH_PORTAL(404, "This account is not in the register any more. Look at it again."),
    NO_SUCH_RECEIPT(404, "There is no receipt of this number."),
    NO_SUCH_ALERT(404, "This notice is gone already."),
    NO_SUCH_SHIFT(404, "This shift is not there any more. Look at the rota again."),
    NO_SUCH_CALENDAR(404, "This calendar was switched off, or never was."),
    WRONG_METHOD(405, "This address is there, but not for this method. See /api/openapi.yaml."),
    GUEST_NOT_NOW(409, "No test call is expected now: one is already, or its number cannot be read here."),
    NOT_NOW(409, "The practice phone cannot do that now."),
    SET_UP_ALREADY(409, "The centre is set up already."),
    NOT_SET_UP(409, "The centre is not set up yet."),
    EXISTS(409, "This was done already."),
    TAKEN(409, "A colleague has taken this call-back. Look at the list again in a few minutes."),
    BEING_HEARD(409, "A colleague is listening to this message now."),
    CALL_GOES_ON(409, "A call under this plan is in progress."),
    NOT_IN_THIS_CALL(409, "That cannot be done now: both have to be connected, and the call not on hold."),
    THIRD_ALREADY(409, "Somebody is asked to join or on the line already."),
    THIRD_TOO_OFTEN(409, "Too many were asked to join this call."),
    ON_A_CALL(409, "They are on a call. Ask somebody else."),
    NOT_THERE(409, "They cannot be reached now. Ask somebody else."),
    SHIFT_OVER(409, "This shift is over."),
    SHIFT_NOT_YOURS(409, "This shift is not yours."),
    SHIFT_TAKEN(409, "A colleague has this shift."),
    PHONE_TAKEN(409, "This phone is somebody else's. A coordinator can give it to both of you."),
    DIRECT_TAKEN(409, "This number is somebody else's already. Take it from them first."),
    OVERRIDE_NOT_YET(409, "Somebody else has to agree first, or the wait has to pass."),
    MOVED_ON(409, "Somebody else was faster. Look again, then repeat it."),
    HELD(409, "A legal hold keeps this as it is. Make a new plan, and erase this one: nobody is called by it then."),
    HELD_ERASED(
            409,
            "A legal hold keeps this from being erased. Nobody sees it or calls by it any more; it is erased when the"
                    + " hold is over."),
    HELD_GONE(409, "This was erased already, and that cannot be undone. There is nothing to hold."),
    ASKER_GONE(409, "Whoever asked for this is not a coordinator any more. Ask anew, and let somebody else confirm."),
    TOO_MANY_HOLDS(
            409,
            "There are as many holds as there may be: 20 here, 5 of them asked for by one person. Each is for one item;"
                    + " no hold stops all erasing."),
    MONTH_NOT_OVER(409, "This month is not over yet. Check its bill when it is."),
    LAST_COORDINATOR(409, "A centre needs a coordinator. Make somebody else one first."),
    NO_PIN(409, "There is no PIN now. Unlock with the passkey."),
    NO_ROOM(409, "There are as many of these as there may be. Remove one first."),
    BILL_TOO_SLOW(408, "The bill did not arrive within half an hour. Send it over a faster connection."),
    DEVICE_WIPED(410, "This device was taken out of use and has to be emptied."),
    TOO_LONG(413, "The request is too long."),
    BILL_TOO_LONG(413, "This bill is too long. Ask the carrier for one of this line and this month alone."),
    NOT_JSON(415, "The body has to be JSON: Content-Type: application/json."),
    WRONG_HOST(421, "Ask by the address that the server printed, not by another name of this machine."),
    ASK_BY_NAME(421, "Passkeys need this page's proper address: http://localhost and the port, or the centre's own."),
    NOT_A_SOCKET(426, "This address is a WebSocket of the console's page. See docs/phone-messages.md."),
    SEALED_WRONG(422, "What was sealed does not fit: another kind, key or device. Reload the page and try again."),
    NOT_A_SENTENCE(422, "This cannot be played to callers. Record it again, at most a minute long."),
    NOT_A_BILL(422, "This file has lines as no bill has. Choose the CSV file that the carrier gives for this month."),
    HOLD_DAY(422, "A hold ends 180 days from today at the latest, and not before today. Choose another day."),
    WEAK_PIN(422, "A PIN has 6 to 12 digits, not all the same and not in a row."),
    UNKNOWN_PHONE(422, "There is no phone of this name. See /api/phones."),
    UNKNOWN_DIRECT(422, "There is no number of that name for one person in the configuration."),
    UNKNOWN_PROGRAMME(422, "There is no programme of this name in the configuration."),
    UNKNOWN_CATEGORY(422, "There is no category of this name. See /api/categories."),
    NUMBER_IN_CLEAR(422, "A number is taken only sealed to a key from /api/call-keys. Nothing was called."),
    UNKNOWN_KEY(422, "The key for this call is unknown, used or older than a minute. Ask for another and seal again."),
    NOT_OPENED(422, "What was sealed could not be opened with that key. Ask for another and seal again."),
    NOT_A_NUMBER(422, "What was sealed is not a phone number. Check it and try again."),
    NO_SHIFT_NOW(422, "You have no shift now. Say until when you are on, sixteen hours at most."),
    WRONG_SHIFT(422, "A shift has a first day, at least one day of the week, and times to the minute."),
    TOO_MANY_WRONG_TOKENS(429, "Too many wrong tokens. Wait a few seconds."),
    LOCKED(423, "Unlock first."),
    TOO_MANY_TRIES(429, "Too many wrong tries. Wait, then try again."),
    TOO_OFTEN(429, "Too many changes within a minute. Wait a little."),
    HEADERS_TOO_LONG(431, "The request's address or headers are too long."),
    FAILED(500, "The server failed at this. Its log says where."),
    BUSY(503, "The server is busy. Try again in a few seconds."),
    NOT_READY(503, "No call is possible now. See /healthz.");

    private final int status;
    private final String sentence;

    Refusal(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }

    /** What a client is told about a number that did not open. */
    static Refusal of(CallKeys.Reason reason) {
        return switch (reason) {
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case TOO_LONG, MALFORMED, NOT_ACCEPTED, NOT_AUTHENTIC -> NOT_OPENED;
            case NOT_A_NUMBER -> NOT_A_NUMBER;
            case BUSY -> BUSY;
        };
    }
}
