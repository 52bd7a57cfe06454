package org.stillcall.store;

/** What a member of staff may do; a host sees health and counters, never an envelope, and holds no centre key. */
public enum Role {
    ADVOCATE,
    COORDINATOR,
    HOST;

    /** Whether devices of this role hold the centre's key. */
    public boolean holdsCentreKey() {
        return switch (this) {
            case ADVOCATE, COORDINATOR -> true;
            case HOST -> false;
        };
    }
}
