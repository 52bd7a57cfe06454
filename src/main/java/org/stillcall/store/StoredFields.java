package org.stillcall.store;

import static org.stillcall.store.StoredField.Reader.DEVICE;
import static org.stillcall.store.StoredField.Reader.DISK;
import static org.stillcall.store.StoredField.Reader.SERVER;
import static org.stillcall.store.StoredField.Reader.SHEET;
import static org.stillcall.store.StoredField.Reader.STAFF;

import java.util.List;
import org.stillcall.store.StoredField.Reader;

/**
 * The one declaration of what is kept: the privacy page and the subpoena sheet are made from it, and a test compares it
 * with the tables. Who reads a field is who can make sense of it; what only staff reads is sealed in their browsers,
 * and by the server once more.
 */
final class StoredFields {
    private static final String CENTRE_END = "with the centre";
    private static final String PERSON_END = "when the person is removed";
    private static final String DEVICE_END = "when the device is wiped or its person removed";
    private static final String DUTY_END = "when it is changed, or with the person";
    private static final String SHIFT_END = "when the shift is deleted";
    private static final String KEY_END = "when the device is wiped, or once nothing is sealed to that generation";
    private static final String SHEET_END = "when a new recovery sheet is made";
    private static final String PLAN_END =
            "at the plan's end date, or when it is deleted; one that a legal hold keeps, with the hold";
    private static final String RELEASE_END = "at the release's end, its plan's end, or when it is revoked";
    private static final String MESSAGE_END =
            "when deleted after hearing, at the latest at its end date; one that a legal hold keeps, with the hold";
    private static final String HOLD_END =
            "at the hold's date, 180 days after it was asked for at the latest, or when two people end it";
    private static final String PROMPT_END = "when it is replaced or removed";
    private static final String PORTAL_END = PROMPT_END;
    private static final String ALERT_END = "when dismissed, at the latest after 90 days";
    private static final String WIPED_END = "when the device has cleared itself, at the latest after 400 days";
    private static final String TALLY_END = "after 120 months";
    private static final String COUNT_END =
            "when what is shown of that month is settled; of overrides and of what a trunk carried, " + TALLY_END;
    private static final String PROBE_END = "at the next test call on that line, at the latest after 400 days";
    private static final String WITHDRAWN_END = "when it is not the centre's any more, at the latest after 180 days";
    private static final String BILL_END = "when the same month is checked again, at the latest after 1,200 days";
    private static final String OWED_END = "within the same second, or at the next start";

    private static final String HOST_END = "as the host sets it";
    private static final String SLOT = "names the key under which the row is sealed";
    private static final String CENTRE = "which centre the row is of";

    /** What stands outside of the database goes by these names in place of a table's. */
    static final List<String> OUTSIDE = List.of(
            "key table",
            "root of keys",
            "receipts",
            "log key",
            "certificates",
            "token",
            "configuration",
            "secret files",
            "own mobiles",
            "backup",
            "browser",
            "memory",
            "log");

    static final List<StoredField> ALL = List.of(
            field("centre", "centre", "names the centre", DISK, CENTRE_END),
            field("centre", "slot", SLOT, DISK, CENTRE_END),
            field("centre", "mark", "tells whether key table and database belong together", SERVER, CENTRE_END),
            field("centre", "generation", "how often the centre's key was made", DISK, CENTRE_END),
            field("centre", "rotation_due", "whether the centre's key has to be changed", DISK, CENTRE_END),
            field("centre", "settings", "the centre's own rules; of nobody", DISK, CENTRE_END),
            field("centre", "added_day", "the day the centre was made", DISK, CENTRE_END),
            field("centre_key", "centre", CENTRE, DISK, CENTRE_END),
            field("centre_key", "generation", "which of the centre's keys", DISK, KEY_END),
            field("centre_key", "public_key", "browsers seal to it; it opens nothing", DISK, KEY_END),
            field("centre_key", "added_day", "the day of that key", DISK, KEY_END),
            field("sheet", "centre", CENTRE, DISK, CENTRE_END),
            field("sheet", "slot", SLOT, DISK, SHEET_END),
            field("sheet", "public_key", "the centre's key is wrapped to it; it opens nothing", SERVER, SHEET_END),
            field("sheet", "recovery_key", "the recovery key, for the words on the recovery sheet", SHEET, SHEET_END),
            field("sheet", "proof_hash", "tells whether the words on the sheet are right", SERVER, SHEET_END),
            field("sheet", "added_day", "the day of that sheet", DISK, SHEET_END),
            field("sheet_key", "centre", CENTRE, DISK, CENTRE_END),
            field("sheet_key", "generation", "which of the centre's keys", DISK, KEY_END),
            field("sheet_key", "slot", SLOT, DISK, KEY_END),
            field("sheet_key", "wrapped", "the centre's key, for the recovery sheet", SHEET, KEY_END),
            field("person", "centre", CENTRE, DISK, PERSON_END),
            field("person", "id", "a random name of a member of staff", DISK, PERSON_END),
            field("person", "slot", SLOT, DISK, PERSON_END),
            field("person", "version", "how often the name was sealed", DISK, PERSON_END),
            field("person", "role", "what the person may do", DISK, PERSON_END),
            field("person", "name", "what colleagues call the person", STAFF, PERSON_END),
            field("person", "generation", "to which of the centre's keys the name is sealed", DISK, PERSON_END),
            field("person", "lock_seconds", "after how long the person's devices lock", DISK, PERSON_END),
            field("person", "lock_on_hide", "whether they lock when hidden", DISK, PERSON_END),
            field("person", "added_day", "since when the person is here", DISK, PERSON_END),
            field("pin", "centre", CENTRE, DISK, PERSON_END),
            field("pin", "person", "whose PIN", DISK, "when the PIN is changed or ended"),
            field("pin", "slot", SLOT, DISK, "when the PIN is changed or ended"),
            field("pin", "verifier", "tells whether the PIN is right", SERVER, "when the PIN is changed or ended"),
            field("pin", "failures", "how many wrong ones were tried", DISK, "at the next right one"),
            field("duty", "centre", CENTRE, DISK, PERSON_END),
            field("duty", "person", "whose it is", DISK, PERSON_END),
            field("duty", "kind", "which of the four it is", DISK, DUTY_END),
            field("duty", "slot", SLOT, DISK, DUTY_END),
            field(
                    "duty",
                    "duty",
                    "what the person speaks, where they are rung, whether they are on, marks of calendar and keypad",
                    SERVER,
                    DUTY_END),
            field("shift", "centre", CENTRE, DISK, SHIFT_END),
            field("shift", "id", "a random name of a shift", DISK, SHIFT_END),
            field("shift", "slot", SLOT, DISK, SHIFT_END),
            field("shift", "version", "keeps two people from overwriting each other", DISK, SHIFT_END),
            field(
                    "shift",
                    "shift",
                    "when and for which programme somebody is on duty: the server rings by it",
                    SERVER,
                    "when it is changed or deleted; a single day two days after it"),
            field("portal", "centre", CENTRE, DISK, PORTAL_END),
            field("portal", "id", "a random name of an account at a carrier", DISK, PORTAL_END),
            field("portal", "slot", SLOT, DISK, PORTAL_END),
            field("portal", "version", "keeps two people from overwriting each other", DISK, PORTAL_END),
            field("portal", "generation", "to which of the centre's keys it is sealed", DISK, PORTAL_END),
            field(
                    "portal",
                    "settled",
                    "which carrier, who of the staff can log in there, how it is set, who destroyed paper bills when",
                    SERVER,
                    "when it is replaced or removed; of paper bills the last 24 months are kept"),
            field(
                    "portal",
                    "envelope",
                    "what the account is called and by what names people can log in there",
                    STAFF,
                    "when it is replaced or removed; of a colleague who left, when their access is closed"),
            field("portal", "review_day", "when somebody looks at it next", DISK, PORTAL_END),
            field("portal", "added_day", "since when it is there", DISK, PORTAL_END),
            field("device", "centre", CENTRE, DISK, DEVICE_END),
            field("device", "id", "a random name of a device of staff", DISK, DEVICE_END),
            field("device", "person", "whose device", DISK, DEVICE_END),
            field("device", "kind", "tells a person's devices apart", DISK, DEVICE_END),
            field("device", "public_key", "the centre's key is wrapped to it; it opens nothing", SERVER, DEVICE_END),
            field("device", "added_day", "since when the device is let in", DISK, DEVICE_END),
            field("device", "last_used_day", "shows a device that nobody uses any more", DISK, DEVICE_END),
            field("device_key", "centre", CENTRE, DISK, KEY_END),
            field("device_key", "generation", "which of the centre's keys", DISK, KEY_END),
            field("device_key", "device", "for which device", DISK, KEY_END),
            field("device_key", "slot", SLOT, DISK, KEY_END),
            field("device_key", "wrapped", "the centre's key, for that device only", STAFF, KEY_END),
            field("credential", "centre", CENTRE, DISK, DEVICE_END),
            field("credential", "id", "names a passkey", DISK, DEVICE_END),
            field("credential", "device", "the device it is for", DISK, DEVICE_END),
            field("credential", "user_handle", "random; passkeys ask for it", DISK, DEVICE_END),
            field("credential", "public_key", "checks a sign-in", DISK, DEVICE_END),
            field("credential", "sign_count", "shows a copied passkey", DISK, DEVICE_END),
            field("credential", "backup_eligible", "whether it may be synced to other devices", DISK, DEVICE_END),
            field("credential", "backed_up", "whether it is", DISK, DEVICE_END),
            field("credential", "added_day", "since when it is there", DISK, DEVICE_END),
            field("credential", "last_used_day", "shows a passkey that nobody uses any more", DISK, DEVICE_END),
            field("wiped_device", "centre", CENTRE, DISK, WIPED_END),
            field("wiped_device", "device", "tells a wiped device to clear itself when it comes back", DISK, WIPED_END),
            field("wiped_device", "day", "the day of the wipe", DISK, WIPED_END),
            field("plan", "centre", CENTRE, DISK, PLAN_END),
            field("plan", "id", "a random name of a contact plan", DISK, PLAN_END),
            field("plan", "slot", SLOT, DISK, PLAN_END),
            field("plan", "version", "keeps two advocates from overwriting each other", DISK, PLAN_END),
            field("plan", "generation", "to which of the centre's keys it is sealed", DISK, PLAN_END),
            field("plan", "programme", "which rules hold for it", SERVER, PLAN_END),
            field("plan", "policy", "when and how a call is allowed: the server decides by it", SERVER, PLAN_END),
            field("plan", "envelope", "whom to call, who may answer, what to say", STAFF, PLAN_END),
            field("plan", "attempts", "how often a call-back was tried", DISK, PLAN_END),
            field("plan", "cap", "how often it may be tried", DISK, PLAN_END),
            field("plan", "added_day", "the day the plan was made", DISK, PLAN_END),
            field("release", "centre", CENTRE, DISK, RELEASE_END),
            field("release", "id", "a random name of a release of information", DISK, RELEASE_END),
            field("release", "plan", "of which plan", DISK, RELEASE_END),
            field("release", "slot", SLOT, DISK, RELEASE_END),
            field("release", "version", "how often it was sealed", DISK, RELEASE_END),
            field("release", "generation", "to which of the centre's keys it is sealed", DISK, RELEASE_END),
            field("release", "envelope", "what may be told to whom and what for", STAFF, RELEASE_END),
            field("release", "added_day", "the day it was given", DISK, RELEASE_END),
            field("message", "centre", CENTRE, DISK, MESSAGE_END),
            field("message", "id", "a random name of a caller's message", DISK, MESSAGE_END),
            field("message", "slot", SLOT, DISK, MESSAGE_END),
            field("message", "version", "how often its key was sealed", DISK, MESSAGE_END),
            field("message", "generation", "to which of the centre's keys it is sealed", DISK, MESSAGE_END),
            field("message", "programme", "which of the lines was called", SERVER, MESSAGE_END),
            field("message", "language", "which language the caller chose", SERVER, MESSAGE_END),
            field("message", "envelope", "the key to what the caller said", STAFF, MESSAGE_END),
            field("message", "heard", "whether somebody has heard it", DISK, MESSAGE_END),
            field("message", "added_day", "the day it was left", DISK, MESSAGE_END),
            field("message_second", "centre", CENTRE, DISK, MESSAGE_END),
            field("message_second", "message", "of which message", DISK, MESSAGE_END),
            field("message_second", "number", "puts its seconds in order", DISK, MESSAGE_END),
            field("message_second", "sound", "a second of what the caller said", STAFF, MESSAGE_END),
            field("hold", "centre", CENTRE, DISK, HOLD_END),
            field("hold", "id", "a random name of a legal hold", DISK, HOLD_END),
            field("hold", "slot", SLOT, DISK, HOLD_END),
            field("hold", "kind", "whether it holds a plan or a message", DISK, HOLD_END),
            field("hold", "item", "which one item a court stopped us from deleting", DISK, HOLD_END),
            field("hold", "reference", "the court's reference, for the two people and the host", SERVER, HOLD_END),
            field("hold", "own_end", "when the item would have ended: nobody is called by it later", SERVER, HOLD_END),
            field("hold", "asked_by", "who asked for it, or confirmed it", DISK, HOLD_END),
            field("hold", "confirmed_by", "who asked for it, or confirmed it", DISK, HOLD_END),
            field("hold", "lift_by", "who asked for it, or confirmed it", DISK, HOLD_END),
            field("hold", "asked_day", "the day it was asked for", DISK, HOLD_END),
            field("hold", "lift_day", "the day it was asked for", DISK, HOLD_END),
            field("prompt", "centre", CENTRE, DISK, PROMPT_END),
            field("prompt", "id", "a random name of a sentence that callers hear", DISK, PROMPT_END),
            field("prompt", "slot", SLOT, DISK, PROMPT_END),
            field("prompt", "name", "which sentence, for which programme, in which language", SERVER, PROMPT_END),
            field("prompt", "sound", "the sentence as the centre recorded it", SERVER, PROMPT_END),
            field("prompt", "added_day", "the day it was recorded", DISK, PROMPT_END),
            field("alert", "centre", CENTRE, DISK, ALERT_END),
            field("alert", "id", "a random name of an alert", DISK, ALERT_END),
            field("alert", "person", "who should know", DISK, ALERT_END),
            field("alert", "number", "puts a person's alerts in order", DISK, ALERT_END),
            field("alert", "kind", "what happened, in one word", DISK, ALERT_END),
            field("alert", "about", "whose device or role it is about", DISK, ALERT_END),
            field("alert", "day", "the day it happened", DISK, ALERT_END),
            field("tally", "centre", CENTRE, DISK, COUNT_END),
            field("tally", "name", "what is counted; of nobody", DISK, COUNT_END),
            field("tally", "month", "in which month", DISK, COUNT_END),
            field("tally", "times", "how often", DISK, COUNT_END),
            field("published", "centre", CENTRE, DISK, TALLY_END),
            field("published", "month", "of which month", DISK, TALLY_END),
            field("published", "shown", "what may be shown of a month's counts, for funders", DISK, TALLY_END),
            field("probe", "centre", CENTRE, DISK, PROBE_END),
            field("probe", "trunk", "which line a test call went by", DISK, PROBE_END),
            field("probe", "mode", "what it was to show", DISK, PROBE_END),
            field("probe", "passed", "whether it showed that and nothing else", DISK, PROBE_END),
            field("probe", "day", "the day of the test call", DISK, PROBE_END),
            field("withdrawn", "centre", CENTRE, DISK, WITHDRAWN_END),
            field("withdrawn", "id", "names it", DISK, WITHDRAWN_END),
            field(
                    "withdrawn",
                    "number",
                    "a number of the centre's own that is lent to nobody, as networks show a wrong name with it",
                    SERVER,
                    WITHDRAWN_END),
            field("withdrawn", "day", "since which day", DISK, WITHDRAWN_END),
            field("bill", "centre", CENTRE, DISK, BILL_END),
            field("bill", "trunk", "the bill of which line was checked", DISK, BILL_END),
            field("bill", "month", "of which month", DISK, BILL_END),
            field("bill", "verdict", "whether it agreed with our own totals", DISK, BILL_END),
            field("bill", "layout", "in which columns that carrier’s bills have day, length and cost", DISK, BILL_END),
            field("bill", "day", "the day of the check", DISK, BILL_END),
            field("voucher", "centre", CENTRE, DISK, CENTRE_END),
            field("voucher", "holder", "which device it is about, or the sheet", DISK, KEY_END),
            field("voucher", "generation", "which of the centre's keys", DISK, KEY_END),
            field("voucher", "voucher", "that a colleague let it in; only browsers can tell", DISK, KEY_END),
            field("owed_receipt", "centre", CENTRE, DISK, OWED_END),
            field("owed_receipt", "token", "the receipt's random name", SERVER, OWED_END),
            field("owed_receipt", "token_slot", "names the key under which that name is sealed", DISK, OWED_END),
            field("owed_receipt", "slot", "the key to destroy first", DISK, OWED_END),
            field("owed_receipt", "kind", "what the receipt is for", DISK, OWED_END),
            field("migration", "number", "which step made the tables; of nobody", DISK, "never"),
            field("migration", "checksum", "tells whether the step is still the same", DISK, "never"),
            field("key table", "name", "names a key", SERVER, "when the key is destroyed"),
            field("key table", "key", "seals one row of the database", SERVER, "when its row ends"),
            field("key table", "end", "when the key is destroyed at the latest", SERVER, "when the key is destroyed"),
            field("key table", "time", "keeps a clock set back from making ends later", SERVER, "never"),
            field("root of keys", "key", "opens the key table", DISK, "at the next change of the key table"),
            field("receipts", "kind", "what was destroyed or changed; not whose", DISK, "never"),
            field("receipts", "hour", "in which hour", DISK, "never"),
            field("receipts", "token", "random; finds the receipt again", DISK, "never"),
            field("receipts", "checkpoint", "how many receipts there are, signed", DISK, "never"),
            field("log key", "private", "signs the state of the receipts", DISK, "never"),
            field("log key", "public", "checks that signature; anyone may have it", DISK, "never"),
            field("certificates", "authority", "its key signs the console's certificate", DISK, HOST_END),
            field("certificates", "account", "its key orders the console's certificate", DISK, HOST_END),
            field("certificates", "server", "proves to browsers that it is the console", DISK, "at its renewal"),
            field("token", "token", "lets another program place calls and read counters", DISK, "at the next start"),
            field("configuration", "line", "trunks, programmes, leased numbers, names of phones", DISK, HOST_END),
            field(
                    "secret files",
                    "password",
                    "opens a trunk, a phone's account, a database or a token",
                    DISK,
                    HOST_END),
            field("own mobiles", "number", "an advocate's own number, where the centre rings it", DISK, HOST_END),
            field("own mobiles", "code", "the keys that show that it is the advocate who answers", DISK, HOST_END),
            field("backup", "copy", "database, receipts and configuration, without the keys", DISK, HOST_END),
            field("browser", "key", "a device's own key, which no page can read out", DEVICE, DEVICE_END),
            field(
                    "browser",
                    "language",
                    "the language of its pages, where somebody chose one",
                    DEVICE,
                    "when another is chosen, after a year, or with the browser's data"),
            field(
                    "memory",
                    "number",
                    "the number being called, sealed on its way here",
                    SERVER,
                    "at the end of the call"),
            field(
                    "memory",
                    "policy",
                    "when and how a call is allowed, of plans that were just looked at",
                    SERVER,
                    "when the memory is used again, or at restart"),
            field("memory", "session", "which device is signed in", SERVER, "at sign-out, wipe or restart"),
            field("memory", "claim", "who is about to call back", SERVER, "when given back, or with its time"),
            field("memory", "counters", "how often something happened; of nobody", SERVER, "at restart"),
            field("log", "line", "what the server did; no person's data can stand in it", DISK, HOST_END));

    private StoredFields() {}

    private static StoredField field(String table, String column, String purpose, Reader reader, String end) {
        return new StoredField(table, column, purpose, reader, end);
    }
}
