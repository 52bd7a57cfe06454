package org.stillcall.sip;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.base.Randomness;
import org.stillcall.base.Secret;
import org.stillcall.sip.OffHeapHash.Algorithm;

/**
 * What is needed to check one account's answers: its H(A1) for each algorithm (RFC 7616 section 3.4.2), made once, so
 * that checking takes the same time whatever the password's length. {@link #nobody} has one too.
 */
final class DigestAccount {
    private final String user;
    private final Optional<Label> name;
    private final Secret md5;
    private final Secret sha256;

    private DigestAccount(String user, Optional<Label> name, Secret md5, Secret sha256) {
        this.user = user;
        this.name = name;
        this.md5 = md5;
        this.sha256 = sha256;
    }

    static DigestAccount of(Accounts.Phone phone, String realm) {
        return made(phone.user(), Optional.of(phone.name()), realm, phone.password());
    }

    /** The account that stands in for every unknown one: nobody knows its password, and it belongs to no phone. */
    static DigestAccount nobody(String realm, Randomness randomness) {
        try (Secret password = Secret.of(randomness.token(256).getBytes(StandardCharsets.US_ASCII))) {
            return made("", Optional.empty(), realm, password);
        }
    }

    private static DigestAccount made(String user, Optional<Label> name, String realm, Secret password) {
        try (OffHeapHash hash = new OffHeapHash()) {
            return new DigestAccount(
                    user,
                    name,
                    first(hash, Algorithm.MD5, user, realm, password),
                    first(hash, Algorithm.SHA_256, user, realm, password));
        }
    }

    private static Secret first(OffHeapHash hash, Algorithm algorithm, String user, String realm, Secret password) {
        byte[] hex = new byte[algorithm.hexDigits()];
        hash.begin(algorithm)
                .add(user)
                .add((byte) ':')
                .add(realm)
                .add((byte) ':')
                .add(password.bytes());
        hash.hex(MemorySegment.ofArray(hex), 0);
        return Secret.of(hex);
    }

    String user() {
        return user;
    }

    /** The phone; empty for {@link #nobody}. */
    Optional<Label> name() {
        return name;
    }

    /** H(A1) as hexadecimal digits. */
    Secret first(Algorithm algorithm) {
        return switch (algorithm) {
            case MD5 -> md5;
            case SHA_256 -> sha256;
        };
    }

    @Override
    public String toString() {
        return "DigestAccount";
    }
}
