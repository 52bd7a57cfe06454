package org.stillcall.vault;

import java.util.Optional;

/** What a receipt is for. The code stands in the log for ever: never change one, never use one again. */
public enum ReceiptKind {
    CENTRE_MADE(1),
    PERSON_ADDED(2),
    PERSON_REMOVED(3),
    ROLE_CHANGED(4),
    DEVICE_ADDED(5),
    DEVICE_WIPED(6),
    /** A browser said that it emptied itself. */
    BROWSER_CLEARED(7),
    CENTRE_KEY_CHANGED(8),
    RECOVERY_USED(9),
    /** A new recovery sheet took the place of the old one. */
    SHEET_CHANGED(10),
    /** A person deleted the plan. */
    PLAN_DELETED(11),
    /** The plan's end date came. */
    PLAN_ENDED(12),
    RELEASE_REVOKED(13),
    RELEASE_ENDED(14),
    RULE_CHANGED(15),
    OVERRIDE_USED(16),
    BACKUP_MADE(17),
    RESTORED(18),
    /** A second person did not agree to a call outside a plan. */
    OVERRIDE_DECLINED(19),
    /** A plan was agreed on anew; its attempts are counted from nought. */
    PLAN_RENEWED(20),
    /** A person deleted a caller's message. */
    MESSAGE_DELETED(21),
    /** The message's end date came. */
    MESSAGE_ENDED(22),
    /** Two people stopped the deletion of one item. */
    HOLD_BEGUN(23),
    /** By its date, or because two people ended it. */
    HOLD_ENDED(24),
    /** A hold was asked for, and held nothing: nobody confirmed it, or it was taken back. */
    HOLD_DROPPED(25);

    private final byte code;

    ReceiptKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<ReceiptKind> of(byte code) {
        for (ReceiptKind kind : values()) {
            if (kind.code == code) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
