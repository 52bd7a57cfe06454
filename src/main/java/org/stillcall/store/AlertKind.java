package org.stillcall.store;

/** What an alert is about; which person or device is not kept in it. */
public enum AlertKind {
    PERSON_ADDED,
    PERSON_REMOVED,
    ROLE_CHANGED,
    DEVICE_ADDED,
    DEVICE_WIPED,
    PIN_ENDED,
    PASSKEY_COPIED,
    RECOVERY_USED,
    SHEET_CHANGED,
    CENTRE_KEY_CHANGED,
    OVERRIDE_ASKED,
    OVERRIDE_USED,
    SHIFT_OPEN,
    CALLERS_UNANSWERED,
    LINE_LEAKED,
    LINE_OVERDUE,
    RESTORED,
    HOLD_ASKED,
    HOLD_BEGUN
}
