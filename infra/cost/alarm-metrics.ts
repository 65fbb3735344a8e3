/**
 * How many metrics the alarms watch: each is charged for, and one with arithmetic counts once for every metric in it. A
 * test holds this against the template.
 */
export const ALARM_METRICS = 23;
