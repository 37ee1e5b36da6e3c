# How the bot speaks of what it read. On the card the quotation stands before these words: "lunch": from 13:00 to 14:00.

## What had to be assumed

assumed-half = that is { $time }
assumed-overnight = over night, until { $end } the next day
assumed-hours = from { $start } to { $end }
assumed-merged = the hours overlap, I joined them
assumed-inclusive = the last day is included
assumed-until = through { DATE($day) }
assumed-first-call =
    { $total ->
        [one] { $total } attempt with the first call
       *[other] { $total } attempts with the first call
    }
assumed-word = that is "{ $word }"
assumed-date = that is { DAY($day) }
assumed-removed = { $phone } is off the list
assumed-country-code = without a country code, so +{ $code }
assumed-changed = { $before } is now { $after }
assumed-no-zone = No time zone is named: the hours are on the campaign's clock
assumed-chat-offset = The chat's time zone: UTC { $offset }
assumed-chat-zone = The chat's time zone: { ZONE($zone) }

## What has to be asked

asked-when = when to call?
asked-either = which of the two?
asked-no-such-time = there is no such time. When to call?
asked-which-half = in the morning or in the evening?
asked-point = from that time on, or about then?
asked-backward = when to call?
asked-break-end = until when is the break?
asked-no-such-date = the calendar has no such day. Which day is meant?
asked-dates-backward = the end is before the start. Which dates are meant?
asked-past = that is over. Until which day to call?
asked-until-period = is that time itself included? Name the last day.
asked-weekday-differs = the weekday and the date do not agree. Which day is meant?
asked-attempts = there can be 1 to { $most } attempts. How many?
asked-interval = there can be 1 to { $most } minutes between attempts. How many?
asked-which-place = there are several places of that name. Which clock?
asked-which-days = which days are closed?
asked-no-days = no day is left. When to call?
asked-whose-hours = which days have these hours?
asked-hours-missing = at what hours: { $days }?
asked-nothing-left = no time to call is left. When to call?
asked-days-twice = the same days have two different hours. Which are right?
asked-outside-day = that is outside the calling day, { $start }–{ $end }. When to call?
asked-binding = which hours for which days?
asked-two-dates = the dates are named twice. Which are right?
asked-dates-apart = these days are too far apart for one campaign. From which day to which?
asked-one-zone = there can be only one time zone. Which one?
asked-two-attempts = the attempts are named twice. How many?
asked-correction = write only what is wanted, for example: “until 19”.
asked-soon = call at that time, or repeat that often? Write, for example: “today from 3pm” or “repeat every hour”.
asked-negation = what should not be done? Write it another way, for example: “remove Wednesday”, “remove +7 912 345-67-89”.
asked-local-zones =
    { $count ->
        [one] { $count } number does not tell its time zone (mobile numbers often belong to no city). Which clock for it?
       *[other] { $count } numbers do not tell their time zone (mobile numbers often belong to no city). Which clock for them?
    }

## Ready answers

answer-hours = { $start } to { $end }
answer-from = from { $start }
answer-until = until { $end }
answer-until-day = through { DATE($day) }
answer-day = { DAY($day) }
answer-overnight = { $start } to { $end } over night
answer-zone = { ZONE($zone) }
answer-week = { $week }
answer-days = { $days } { $hours }
answer-same-hours = the same hours
answer-without-days = without these days
answer-no-break = no break
answer-break = break { $start } to { $end }
answer-words = “{ $words }”

## What a campaign cannot do

note-holidays = a campaign knows no holidays: name the dates
note-alternate = a campaign cannot skip every other time
note-nth-day = a campaign does not count weeks of the month: name the date
note-times-a-day = a campaign does not count attempts a day: name an interval
note-condition = a campaign has no such condition

## Why a number was not taken

refused-too-short = too short
refused-too-long = too long
refused-no-such-code = no such code
refused-emergency = emergency service
refused-premium = premium rate
refused-toll-free = toll-free line
refused-duplicate = repeated
refused-digits-lost = the spreadsheet lost its last digits
refused-no-phone = no phone
refused-fax = a fax number
refused-long-row = there is too much in this row
refused-row-no-zone = { $cell } is a moment of UTC, and the row names no time zone
refused-row-json = this line is torn
refused-row-caption = this is no number; write when to call in a message
refused-above-table = stands above the table
refused-row-attempts = 1–50 attempts and 1–2880 minutes between them are possible: { $cell }
refused-row-schedule = when to call was not understood: { $cell }
refused-row-zone = the time zone was not understood: { $cell }
refused-row-over = its days and hours are over
