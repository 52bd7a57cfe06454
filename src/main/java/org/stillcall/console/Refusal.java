package org.stillcall.console;

import org.stillcall.vault.CallKeys;

/** Every way in which a request is refused before the switch hears of it: a status and a constant sentence. */
enum Refusal {
    MALFORMED(400, "This is not a request that the API understands. See /api/openapi.yaml."),
    UNAUTHORIZED(401, "The token is missing or wrong. Send it as 'Authorization: Bearer TOKEN'."),
    WRONG_CODE(401, "This code was used before or is too old. Use the address printed last, or the token."),
    CROSS_SITE(403, "A page of another site may not ask this."),
    NOT_FOUND(404, "There is nothing at this address."),
    NO_SUCH_CALL(404, "There is no call of this name now. A call that ended is forgotten after a minute."),
    NO_SUCH_HANDSET(404, "There is no practice phone of this name."),
    WRONG_METHOD(405, "This address is there, but not for this method. See /api/openapi.yaml."),
    NOT_NOW(409, "The practice phone cannot do that now."),
    TOO_LONG(413, "The request is too long."),
    NOT_JSON(415, "The body has to be JSON: Content-Type: application/json."),
    WRONG_HOST(421, "Ask by the address that the server printed, not by another name of this machine."),
    UNKNOWN_PHONE(422, "There is no phone of this name. See /api/phones."),
    UNKNOWN_PROGRAMME(422, "There is no programme of this name in the configuration."),
    NUMBER_IN_CLEAR(422, "A number is taken only sealed to a key from /api/call-keys. Nothing was called."),
    UNKNOWN_KEY(422, "The key for this call is unknown, used or older than a minute. Ask for another and seal again."),
    NOT_OPENED(422, "What was sealed could not be opened with that key. Ask for another and seal again."),
    NOT_A_NUMBER(422, "What was sealed is not a phone number. Check it and try again."),
    TOO_MANY_WRONG_TOKENS(429, "Too many wrong tokens. Wait a few seconds."),
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
