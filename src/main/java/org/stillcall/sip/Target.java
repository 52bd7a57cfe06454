package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;

/**
 * Whom an invitation is for; it becomes the Request-URI and the To URI alike. The user part is {@code prefix}, then a
 * plus sign if {@code plus}, then {@code digits}; with no digits it is {@code prefix} alone.
 *
 * @param prefix text of ours: a dialling prefix, or a phone's user name; may be empty
 * @param plus whether a plus sign stands before the digits
 * @param digits a person's number, or null; the leg copies it into its buffers and does not keep the object
 * @param host domain or address (IPv6 in brackets)
 * @param port 0 for none
 * @param parameters URI parameters, each with its leading ';' ({@code ;user=phone}), or empty
 */
public record Target(String prefix, boolean plus, @Nullable Digits digits, String host, int port, String parameters) {
    @Override
    public String toString() {
        return "Target";
    }
}
