package org.stillcall.plan;

import static org.stillcall.base.Contract.require;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.plan.SafeTimes.Window;

/**
 * What a survivor decided about being called, as far as the server has to know it: the policy half of a contact plan.
 * Nothing in it says who the survivor is or how to reach them. Days and times are those of {@code zone}; a day given as
 * an end is meant through its end.
 *
 * @param windows weekly times at which a call is safe
 * @param once single times that are safe as well
 * @param except times that are not safe, whatever else is said
 * @param ring the sign before a call; null for none
 * @param ifRejected whether a number may show when the phone rejects private calls; null for no
 * @param monitored whether the survivor's phone may be watched
 * @param end the last day of the plan
 * @param askAgain the day from which on its consents are asked about again
 * @param attempts the most calls that are tried
 */
public record ContactPlan(
        Label programme,
        ZoneId zone,
        List<Window> windows,
        List<Stretch> once,
        List<Stretch> except,
        Caller caller,
        @Nullable RingPattern ring,
        VoicemailConsent voicemail,
        DroppedRule dropped,
        IdentityChoice identity,
        @Nullable RejectionConsent ifRejected,
        boolean monitored,
        List<Language> languages,
        LocalDate end,
        LocalDate askAgain,
        int attempts) {
    public ContactPlan {
        windows = List.copyOf(windows);
        once = List.copyOf(once);
        except = List.copyOf(except);
        languages = List.copyOf(languages);
        require(windows.size() <= Limits.SAFE_WINDOWS, "There are too many windows.");
        require(once.size() <= Limits.PLAN_STRETCHES, "There are too many single times.");
        require(except.size() <= Limits.PLAN_STRETCHES, "There are too many exceptions.");
        require(languages.size() <= Limits.PLAN_LANGUAGES, "There are too many languages.");
        require(attempts >= 1 && attempts <= Limits.PLAN_ATTEMPTS, "A plan allows 1 to 20 attempts.");
    }

    /** The times at which a call may begin under this plan and the programme's rule; empty where the rule has none. */
    public Optional<SafeTimes> times(ProgrammeRule rule) {
        return Optional.ofNullable(rule.safeTimes()).map(hours -> new JointTimes(hours, times()));
    }

    /** The times at which a call may begin under this plan alone, its end included. */
    public SafeTimes times() {
        return new PlanTimes(this);
    }

    /** The first instant at which the plan no longer holds. */
    public Instant ends() {
        return clock().endOf(end);
    }

    /** The end of a day in the plan's zone. */
    public Instant endOf(LocalDate day) {
        return clock().endOf(day);
    }

    public boolean ended(Instant now) {
        return !now.isBefore(ends());
    }

    /** Whether its consents are due to be asked about again; that alone forbids no call. */
    public boolean askAgainDue(Instant now) {
        return !now.isBefore(clock().startOf(askAgain));
    }

    /** What may be said to voicemail now; nothing outside the consent's dates or the plan's. */
    public VoicemailConsent.Wording voicemail(Instant now) {
        return holds(voicemail.consent(), now) ? voicemail.wording() : VoicemailConsent.Wording.NONE;
    }

    /** What an advocate keeps to during a call that is made now. */
    public Conduct conduct(Instant now) {
        return new Conduct(voicemail(now), dropped, languages);
    }

    /** What a call may show at most; nothing outside the consent's dates or the plan's. */
    public Identity shows(Instant now) {
        if (!holds(identity.consent(), now)) {
            return Identity.HIDDEN;
        }
        return switch (identity.shows()) {
            case PRIVATE -> Identity.HIDDEN;
            case LEASED -> Identity.NUMBER;
            case ALIAS -> Identity.SHOWN;
        };
    }

    /**
     * Whether a call that the survivor's phone rejected because it was private may be offered again with a leased
     * number, without a name ({@link Identity#NUMBER}). It says nothing about times: the new attempt is a call of its
     * own, and {@link Decision#decide} has to permit it, hidden, first. A consent for one call is used up by it: keep
     * {@link #afterShowing}.
     */
    public boolean mayShowAfterRejection(ProgrammeRule rule, Instant now) {
        return ifRejected != null
                && holds(ifRejected.consent(), now)
                && rule.label().equals(programme)
                && rule.at(now).identity() == IdentityRule.DIRECT_ALLOWED;
    }

    /** The plan as it stands once a call showed its number after a rejection. */
    public ContactPlan afterShowing() {
        if (ifRejected == null || ifRejected.scope() == RejectionConsent.Scope.UNTIL) {
            return this;
        }
        return new ContactPlan(
                programme, zone, windows, once, except, caller, ring, voicemail, dropped, identity, null, monitored,
                languages, end, askAgain, attempts);
    }

    /** Whether something that was agreed to no longer is; it counts as not given, until it is asked again. */
    public boolean consentEnded(Instant now) {
        boolean voicemailOver = voicemail.wording() != VoicemailConsent.Wording.NONE && over(voicemail.consent(), now);
        boolean identityOver = identity.shows() != IdentityChoice.Shows.PRIVATE && over(identity.consent(), now);
        return voicemailOver || identityOver || ifRejected != null && over(ifRejected.consent(), now);
    }

    private boolean over(Consent consent, Instant now) {
        return !now.isBefore(clock().endOf(consent.until()));
    }

    boolean holds(Consent consent, Instant now) {
        return !now.isBefore(clock().startOf(consent.given()))
                && now.isBefore(clock().endOf(consent.until()))
                && !ended(now);
    }

    LocalClock clock() {
        return new LocalClock(zone);
    }

    @Override
    public String toString() {
        return "ContactPlan";
    }
}
