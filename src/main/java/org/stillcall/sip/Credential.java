package org.stillcall.sip;

import org.stillcall.base.Secret;

/** What answers a digest challenge: a user name at one realm's owner and its password. */
public record Credential(String user, Secret password) {
    @Override
    public String toString() {
        return "Credential";
    }
}
