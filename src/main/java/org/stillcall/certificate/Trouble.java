package org.stillcall.certificate;

import java.time.Duration;

/** Why there is no certificate, or no new one; what a host can do about it stands in its {@link Cause}. */
public final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LATER = Duration.ofMinutes(10);

    /** What is wrong, in a sentence for the host. */
    public enum Cause {
        CERTIFICATE_UNREADABLE(
                AT_ONCE, "The certificate cannot be read. PEM is needed, the server's own certificate first in it."),
        KEY_UNREADABLE(
                AT_ONCE,
                "The key of the certificate cannot be read. PEM without a password is needed, closed to other users"
                        + " (chmod 600)."),
        KEY_OF_ANOTHER(AT_ONCE, "The key does not belong to the certificate."),
        KEY_TOO_WEAK(
                AT_ONCE,
                "The certificate's key is not for browsers: take RSA of 2048 bits or more, or P-256 or P-384."),
        NAME_MISSING(AT_ONCE, "The certificate does not speak for every name and address of 'names'."),
        OVER(AT_ONCE, "The certificate has ended, or has not begun. Put one in its place that is good now."),
        AUTHORITY_UNREADABLE(
                LATER,
                "The files of the console's own authority cannot be read. Bring the folder 'https/authority' in"
                        + " the data folder back, or move it away: then a new one is made, which every device"
                        + " has to take anew."),
        AUTHORITY_TOO_NARROW(
                LATER,
                "The console's own authority may not speak for a name or address that was added to 'names'. Move the"
                        + " folder 'https/authority' in the data folder away and start again: a new one is made, which"
                        + " every device has to take anew."),
        DISK(LATER, "The certificate cannot be written to the data folder. Is the disk full or read-only?"),
        UNREACHABLE(LATER, "The certificate authority cannot be reached. Check the network and 'acme_directory'."),
        NOT_PROVED(
                Duration.ofHours(1),
                "The certificate authority could not see that the name is this server's. Does the name lead here,"
                        + " and is the port open to the internet: 443 for \"tls-alpn-01\", 80 for \"http-01\"?"),
        NO_SUCH_PROOF(
                Duration.ofHours(1),
                "The certificate authority does not offer what 'acme_challenge' names. Choose the other one."),
        TERMS(
                Duration.ofHours(12),
                "The certificate authority wants something of you first, such as new terms read on its page."),
        TOO_OFTEN(Duration.ofHours(3), "The certificate authority was asked too often. It is asked again later."),
        REFUSED(
                Duration.ofHours(1),
                "The certificate authority refused. Does it issue for such a name, and is 'acme_contact' right?");

        private final Duration wait;
        private final String sentence;

        Cause(Duration wait, String sentence) {
            this.wait = wait;
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }

        /** How long to wait after the first failure; zero for what can be looked at all the time. */
        Duration firstWait() {
            return wait;
        }
    }

    private final Cause cause;

    Trouble(Cause cause) {
        super(cause.sentence);
        this.cause = cause;
    }

    Trouble(Cause cause, Throwable of) {
        super(cause.sentence, of);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
