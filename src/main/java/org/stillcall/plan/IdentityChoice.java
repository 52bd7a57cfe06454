package org.stillcall.plan;

/** What the survivor agreed to see; outside the consent's dates it is {@link Shows#PRIVATE}. */
public record IdentityChoice(Shows shows, Consent consent) {
    /** What the survivor's phone may show. */
    public enum Shows {
        PRIVATE,
        /** A number of the pool without a name. */
        LEASED,
        /** A number of the pool with the name that was chosen for it. */
        ALIAS
    }
}
