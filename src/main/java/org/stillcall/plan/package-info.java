/**
 * Decides whether a call may be placed: programme rules, survivors' contact plans, kinds of numbers, dialling habits.
 *
 * <p>Promises: a decision depends on its arguments alone, always comes out, and what is missing or broken means hidden
 * or no call. Never: looks at a clock, touches the network, the disk or a log, keeps a number or a part of one, or lets
 * a whole number reach a library. Who runs it: any thread; all types are immutable after construction except a table of
 * area codes that fills itself and may be shared. Limits: {@code Limits.DIAL_STRING} for what is dialled, {@code
 * Limits.E164_DIGITS} for what is called, {@code Limits.PLAN_BYTES} and the other {@code PLAN_} limits for a plan.
 */
@NullMarked
package org.stillcall.plan;

import org.jspecify.annotations.NullMarked;
