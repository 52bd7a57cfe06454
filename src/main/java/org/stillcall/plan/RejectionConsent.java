package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.util.EnumSet;
import java.util.Set;

/**
 * That a leased number may show if the survivor's phone rejects private calls (G10; RFC 5079 section 7). It is informed
 * or it is none: all risks were read out.
 */
public record RejectionConsent(Scope scope, Consent consent, Set<Risk> risks) {
    /** How far the consent reaches. */
    public enum Scope {
        /** The first call that shows the number uses it up. */
        ONE_CALL,
        /** Every call until the consent ends. */
        UNTIL
    }

    /** Where the number may be found afterwards. */
    public enum Risk {
        CALL_LOG,
        BILL,
        SCREEN,
        CALL_BACK
    }

    public RejectionConsent {
        risks = Set.copyOf(risks);
        require(risks.equals(EnumSet.allOf(Risk.class)), "All risks are read out before a number may show.");
    }
}
