# What the bot says. A message is written for a phone in a corridor: short, exact, no apology without a way out.
# ZONE gives a city's name for a time zone, COUNTRY a country's for its code, DAY a day with its weekday ("Tue 1 December"), DATE one without: all in this language.

blank = { "" }

## Days, hours, zone

day =
    { $day ->
        [mon] Mon
        [tue] Tue
        [wed] Wed
        [thu] Thu
        [fri] Fri
        [sat] Sat
       *[sun] Sun
    }
day-range = { $first }–{ $last }
every-day = Every day
days-of-campaign = Days as in the campaign
hours-of-campaign = hours as in the campaign
any-time = around the clock
week-line = { $days } { $hours }
week-line-no-hours = { $days }, { $hours }
schedule-of-campaign = Days and hours as in the campaign
zone-named = { ZONE($zone) }, UTC{ $offset } (now { $now })
zone-offset = UTC{ $offset } (now { $now })
zone-per-number = By the local time of each number
zone-per-number-else = By the local time of each number, and where it is not known: { $zone }
zone-of-number = No time zone named: the campaign goes by each number’s own
zone-of-number-dates = No time zone named: hours go by each number’s own, dates by UTC
dates-from = From { $start }
dates-until = Until { $finish } inclusive
dates-until-moment = Until { $finish }
dates-between = { $start } – { $finish }
dates-one-day = { DAY($start) } only
time = { $time }
time-utc = { $time } UTC
date = { DATE($day) }
date-and-time = { DATE($day) }, { $time }
attempts-most =
    { $most ->
        [one] One attempt, no repeats
       *[other] Up to { $most } attempts
    }
attempts-every = Repeat every { $every }
attempts-both =
    { $most ->
        [one] One attempt, no repeats
       *[other] Up to { $most } attempts, every { $every }
    }
minutes = { $count } min
hours =
    { $count ->
        [one] hour
       *[other] { $count } hours
    }
first-calls = First calls: { $when }
first-calls-others = First calls to the others: { $when }
first-calls-zones = First calls ({ $zones }): { $when }
first-calls-never = No calls ({ $zones }): these days and hours have passed there
next-zones-more =
    { $count ->
        [one] and { $count } more zone
       *[other] and { $count } more zones
    }
at-once = at once
at-once-until = at once, until { $time }
moment =
    { $near ->
        [today] today, { $time }
        [tomorrow] tomorrow, { $time }
       *[other] { DAY($day) }, { $time }
    }
when-yours = { $when } (your time { $time })
their-clocks = Local time then: { $zones }
their-clocks-now = Local time now: { $zones }
clock-there = { $zone } { $time } ({ $count })
last-window = Last call no later than: { $when }
zone-city = { ZONE($zone) }
zone-utc = UTC{ $offset }
local-zones = { $zones }
local-zone = { $zone } { $count }
local-zones-more =
    { $count ->
        [one] { $count } more zone
       *[other] { $count } more zones
    }
local-zone-unknown = not known { $count }
own-schedules =
    { $count ->
        [one] { $count } number has a schedule of its own
       *[other] { $count } numbers have a schedule of their own
    }
own-zones =
    { $count ->
        [one] { $count } number: time zone from the file
       *[other] { $count } numbers: time zone from the file
    }
city-zones =
    { $count ->
        [one] { $count } number: time zone of the city in the file
       *[other] { $count } numbers: time zone of the city in the file
    }
city-zones-unused = The cities in the file do not change the time zone

## The hours in which one may call

country = { COUNTRY($country) }
names = { $names }
days-only = { $days }
daily = every day
and-besides = { $one }; { $other }
legal-outside =
    { $purpose ->
        [marketing] { $who }, outside the hours for sales calls: { $outside }. By law: { $hours }
        [collection] { $who }, outside the hours for calls to debtors: { $outside }. By law: { $hours }
       *[custom] { $who }, outside the usual hours for calls: { $outside }. As a rule: { $hours }
    }
legal-zones = { $who } ({ $zones })
legal-count =
    { $count ->
        [one] { $who }, { $count } number
       *[other] { $who }, { $count } numbers
    }
legal-local = { $hours } local time
legal-more =
    { $count ->
        [one] The same for { $count } more country
       *[other] The same for { $count } more countries
    }
legal-blocked = Calls outside these hours are not allowed here. Send other hours or days.

## The card

count-numbers =
    { $count ->
        [one] { $count } number
       *[other] { $count } numbers
    }
number-line = { $phone }
number-line-payload = { $phone } · { $payload }
payload-pair = { $key }: { $value }
numbers-more = and { $count } more
repeats-merged =
    { $count ->
        [one] { $count } repeat merged
       *[other] { $count } repeats merged
    }
second-request =
    { $count ->
        [one] { $count } repeat has other data and goes in a second request: that phone is called again
       *[other] { $count } repeats have other data and go in a second request: those phones are called again
    }
assumptions-title = I took it that:
assumption = • { $said }
assumption-words = • “{ $words }”: { $said }
refused-title =
    { $count ->
        [one] Not taken, { $count } number:
       *[other] Not taken, { $count } numbers:
    }
refused-line = • { $value }: { $reason }
refused-line-row = • row { $row }, { $value }: { $reason }
refused-reason = • { $reason }: { $count }
refused-schedules = when to call was not understood
refused-zones = the time zone was not understood
refused-zones-missing = the row names no time zone
refused-attempts = the attempts are not what the campaign takes
refused-otherwise = for other reasons
refused-list =
    { $count ->
        [one] Not taken, { $count } number: its row and the reason are in the file
       *[other] Not taken, { $count } numbers: their rows and the reasons are in the file
    }
refused-list-row = Row
refused-list-value = Number
refused-list-reason = Why not taken
refused-list-more = and { $count } more
refused-list-name = not-taken
not-understood = Not understood: { $words }. The rest:
not-understood-only = Not understood: { $words }.
unknown-quote = “{ $words }”
unknown-quote-note = “{ $words }” ({ $note })
question = “{ $words }”: { $said }
missing-schedule = When to call? For example: weekdays 10–18 Moscow.
missing-numbers = Whom to call? Send the numbers in a message, for example: +7 912 345-67-89.
never-meets = These days and hours never come within these dates. What should be changed?

button-send =
    { $count ->
        [one] ✅ Send { $count }
       *[other] ✅ Send { $count }
    }
button-send-without = Send without that
button-by-campaign = As in the campaign
button-change = ✏️ Change
button-otherwise = ✏️ Something else
button-json = 🧾 JSON
button-refused = 📄 Not taken: { $count }
button-undo = ↩️ Undo
button-withdraw = ↩️ Take it back
button-cancel = ✖️ Cancel

## After the tap

sending-in = Sending in { $count } s.
sending = Sending… { $added } of { $total }
retrying = The campaign does not answer. The numbers are kept, the next try is at { $at } (try { $attempt }).
added =
    { $count ->
        [one] Added { $count } number · { $time }
       *[other] Added { $count } numbers · { $time }
    }
jobs-line = Call jobs: { $jobs }
jobs-more = and { $count } more, all in the file
list-cut = The file holds the first { $count }.
unclear-connection = The connection to the campaign failed.
unclear-answer = The campaign gave an unexpected answer ({ $statuses }).
unclear =
    { $count ->
        [one] Whether it took { $count } number is not known. I did not repeat it, so that nobody is called twice: look in the campaign, and send it again if it is not there.
       *[other] Whether it took { $count } numbers is not known. I did not repeat them, so that nobody is called twice: look in the campaign, and send again those it does not hold.
    }
campaign-refused-phones = The campaign did not take { $phones }. Nothing of this request was added; the rest is below, one tap sends it.
not-sent = I did not send this: the campaign would refuse it ({ $field }). The draft is kept.
campaign-refused = The campaign did not take this request ({ $kind }). Nothing of it was added, the draft is kept.
campaign-closed = The campaign takes no calls: it is { $state }. Nothing of this request was added, the draft is kept.
token-invalid = The campaign’s token is no longer valid. Nothing of this was added, the draft is kept. The bot’s operator has to set CAMPAIGN_TOKEN anew.
refused-by-campaign = the campaign refused it
withdrawn = I took the request back, it did not go to the campaign.
expired = This was confirmed long ago and could not be sent: the campaign did not answer. Check it and send it again.
campaign-state =
    { $state ->
        [new] new
        [planned] planned
        [inProgress] in progress
        [paused] paused
        [finished] finished
        [deleted] deleted
       *[other] { $state }
    }
nothing-sent = Not sent.
cancelled = Cancelled, nothing was sent.

## Answers

change-how = Write what to change, in your own words: “from 11”, “10–18 Moscow time”, “add { $phone }”. What you do not mention stays.
nothing-understood = I found neither phone numbers nor a schedule here. Send both in one message, for example: 79123456789 weekdays 10–18 Moscow.
draft-unchanged = The draft has not changed. Tap ✅ on the card to send it, /cancel throws it away.
json-title =
    { $count ->
        [one] This is what the campaign will be sent, in { $count } request:
       *[other] This is what the campaign will be sent, in { $count } requests:
    }
json-body = { $body }
nothing-to-cancel = There is no open draft.
start =
    Send phone numbers and say when to call them, in one message. For example:

    79123456789 weekdays 10–18 Moscow

    I will show what I understood. Nothing is sent before you tap ✅.
help =
    What I understand:
    • numbers in any spelling, one or many: +7 912 345-67-89, 8 (912) 345-67-89
    • lists in files (.xlsx, .xls, .ods, .csv, .json, .txt, .vcf) and contacts; write under a file when to call
    • days and hours: weekdays 10–18, Sat 11–15, every day except Wed, lunch 13–14
    • time zone: Moscow, London time, UTC+3
    • dates and attempts: from Monday, until December 15, 3 attempts every 2 hours

    Then write what to change, or tap ✅. /cancel throws the draft away; as an answer to a card that was sent it takes its calls back.

    The campaign: /status, /report, /pause, /resume, /stop, and /test with a number for a test call.
help-console =
    yes sends the draft, cancel throws it away, json shows the request.
    /file PATH reads a file, with words behind it for when to call; a file dragged into the terminal works too.
    /sandbox shows what the practice campaign holds, /quit leaves.
unknown-command = I do not know /{ $name }. /help tells what I can do.
unreadable-edit = I do not read edited messages again. Write the change as a new message.
unreadable-voice = I cannot listen to voice messages. Please write it.
unreadable-other = I read words, lists in files and contacts, not pictures and their captions: write the phone numbers and when to call them.
too-long = That is more than I can read at once ({ $limit } characters). Send it in parts: they add up in one draft.
stranger = This bot is used by a sales team. Ask the person who gave you the link for access. Your Telegram number: { $person }
private-only = Write to me in a private chat, please: I do not work in groups yet.
failure = Something went wrong on my side, reference { $reference }. Nothing was sent to the campaign by this; try again, please.

refused-stale = This card is out of date. If there is no newer one below, send the numbers again.
refused-already-sent = This was sent already.
refused-maybe-sent = This may have gone to the campaign already: look there.
refused-old = Much time has passed: check the card once more, it is below.
refused-cancelled = This was cancelled.
import-overtaken = The draft was sent or cancelled while I was reading, so these numbers are not in it. Send them once more, for a new draft.
refused-not-ready = Something is still open here.
refused-foreign = This card belongs to somebody else.

## The menu of commands

command-start = How to begin
command-help = What I understand
command-cancel = Throw the draft away

## Console

console-hello = Practice campaign: no real call is made. /help tells more, /quit leaves.
console-prompt = you
console-answers = Answer: { $answers }
console-answer-choice = { $number } – { $label }
console-answer-word = { $number } ({ $word }) – { $label }
console-file-how = Write the path of a file behind /file, for example: /file list.xlsx weekdays 10–18 Moscow
console-nothing-open = There is nothing to answer yet.
console-yes = yes
console-no = no
console-cancel = cancel
console-json = json
sandbox-empty = The campaign holds no call jobs.
sandbox-count =
    { $count ->
        [one] The campaign holds { $count } call job:
       *[other] The campaign holds { $count } call jobs:
    }
sandbox-job = { $job }  { $phone }  { $state }  { $policy }

## Why a file was not read

file-too-big = This file is larger than { $limit } MB, more than I can take. Please send the list in parts, or as CSV, which is smaller.
file-empty = There is nothing in this file.
file-too-many-rows = There are more than { NUMBER($limit) } rows in this file. Please send it in parts, each of up to 20 MB and { NUMBER($limit) } rows.
file-too-wide = Row { $row } has more than { $limit } columns. Please leave only the columns that the call needs.
file-far-cell = Something stands in cell { $cell }, far away from the list. Please clear it and send the file again.
file-long-cell = A cell in row { $row } has more than { NUMBER($limit) } characters. Please shorten it and send the file again.
file-too-heavy = I could not read this file within the time and memory that one file may take. Please save the list as CSV, or send it in parts.
file-bomb = This file unpacks to far too much, so I did not open it. Please save the list as CSV.
file-unsafe = This file points outside itself, which a list never needs, so I did not open it. Please save it as .xlsx or CSV anew.
file-password = This file is locked with a password. Please send it without one.
file-macros = This file holds macros, and I do not open such files. Please save it as .xlsx and send that.
file-broken = This file is damaged or incomplete. Please open it on your computer, save it anew and send that.
file-save-as-xlsx = I cannot read .xlsb. Please save the file as .xlsx and send that.
file-web-page = Under its name this is a web page, not a table. Please open it in Excel, save it as .xlsx and send that.
file-xml = This is XML. Please send the list as .xlsx, CSV or JSON.
file-json-broken = This JSON is damaged or incomplete. Please send the file once more, or the list as .xlsx or CSV.
file-pdf = This is a PDF; I cannot take a list out of it. Please send the list as .xlsx, CSV or plain text.
file-image = This is a picture; I do not read numbers from pictures, a digit could be mistaken. Please send the list as .xlsx, CSV or plain text.
file-media = This is sound or video. Please send the list as .xlsx, CSV or plain text.
file-document = This is a text document or slides. Please copy the list into a message, or send it as .xlsx or CSV.
file-archive = This is an archive. Please unpack it and send the list itself.
file-unknown = I do not know this kind of file. I read .xlsx, .xls, .ods, .csv, .json, .txt and .vcf.

## Files on their way

file-reading = Reading “{ $name }”…
file-reading-count =
    { $count ->
        [one] Reading “{ $name }”: { $count } number so far…
       *[other] Reading “{ $name }”: { NUMBER($count) } numbers so far…
    }
file-late = “{ $name }” is not here yet: Telegram does not hand it over. I keep trying.
file-named = “{ $name }”:
file-columns = Columns: { $columns }
file-columns-data = Columns: { $columns }; data: { $data }
file-columns-recalled = The columns are as you set them last time.
file-sheet-columns = Sheet “{ $sheet }”. { $columns }
file-spare-phones = A second phone is called only where the first one of its row cannot be.
file-codes =
    { $count ->
        [one] { NUMBER($count) } number had no country code: I took +{ $code }
       *[other] { NUMBER($count) } numbers had no country code: I took +{ $code }
    }
file-filtered =
    { $count ->
        [one] { NUMBER($count) } row is hidden in the file. I took it as well.
       *[other] { NUMBER($count) } rows are hidden in the file. I took them as well.
    }
column-read = { $letter } { $kind }
column-data = { $letter } { $header }
column-kind =
    { $kind ->
        [phone] phone
        [spare_phone] second phone
        [phone_code] phone code
        [name] name
        [city] city
        [zone] time zone
        [schedule] schedule
        [data] data
        [nothing] not used
       *[other] { $kind }
    }
asked-file-sheet = “{ $name }” has several sheets with numbers. Which one do I take?
asked-file-column = Which column of “{ $name }” holds the phones?
answer-file-sheet = { $name } · { NUMBER($rows) }
answer-file-all-sheets = All of them
answer-file-column = { $letter }: { $header } – { $example }
answer-file-column-bare = { $letter }: { $example }
answer-file-drop = Leave this file out
file-refused = “{ $name }”: { $why }
file-gone = Telegram does not give me this file any more. Please send it once more.
file-not-there = There is no such file here, or it may not be read.
file-no-numbers = I found no phone numbers in this file.
file-failure = Something went wrong on my side while I read this file, reference { $reference }. The other numbers are kept.
refused-file-sent = Some numbers of this file were sent already, so it cannot be read in another way. Send it once more, for a new draft.
no-such-column = no such column in the file
columns-of-no-file = there is no file here whose columns these could be
numbers-zones = Time zones of these numbers: { $zones }

## The campaign itself
status-title = Campaign { $name }: { $state }
status-queued = Waiting: { $count }
status-calling = Being called now: { $count }
status-on-retry = To be tried again: { $count }
status-processed = Done: { $count }
status-talk = Talking time used, as the platform counts it: { $count }
report-nothing = No calls were added in the last { $days } days.
report-title =
    { $count ->
        [one] { $count } call added in the last { $days } days
       *[other] { $count } calls added in the last { $days } days
    }
report-answered =
    { $minutes ->
        [one] Answered: { $count }, { $minutes } minute of talk
       *[other] Answered: { $count }, { $minutes } minutes of talk
    }
report-state = • { $state }: { $count }
job-state =
    { $state ->
        [planned] waiting for its time
        [inProcess] being called
        [onRetry] to be tried again
        [noAnswer] no answer
        [notDone] not called: the campaign was stopped
        [longCallWithResult] talked, with a result
        [longCallWithNoResult] talked, without a result
        [cancelledByUser] taken back
        [technicalError] technical error
        [nonexistentNumber] no such number
        [unknown] unknown
       *[other] { $state }
    }
campaign-rests = The campaign is { $state }: it takes numbers, but calls nobody until /resume.
campaign-over = The campaign is { $state } and calls nobody.
campaign-paused = The campaign is paused: calls under way are finished, no new ones begin. /resume goes on.
campaign-resumed = The campaign runs again.
campaign-stopped = The campaign is stopped for good.
calls-cancelled = Taken back: { $count } of { $asked }. Calls under way are finished, no new ones are made.
test-call = Test call to { $phone } is ordered. Call job: { $job }
errand-waits = The campaign does not answer yet; I keep trying for two minutes.
errand-unreachable = The campaign does not answer. Nothing was changed; please try later.
errand-unclear = The connection failed just then, so I do not know whether it was done. /status shows how the campaign is.
errand-token-invalid = The campaign’s token is no longer valid, nothing was changed. The bot’s operator has to set CAMPAIGN_TOKEN anew.
errand-campaign-closed = The campaign does not take this: it is { $state }. Nothing was changed.
errand-refused = The campaign refuses: { $kind }. Nothing was changed.
errand-unknown = The campaign gave an unexpected answer ({ $status }): { $said }
stop-ask = Stopping ends the campaign for good: calls that wait are never made, and it cannot be started again. To interrupt it, use /pause. Stop it?
stop-ask-again = Once more, to be sure: the campaign ends for good.
button-stop = Stop the campaign
button-stop-sure = Yes, stop for good
cancel-how = To take calls back, answer the card they were sent from with /cancel, or send /cancel with the call jobs: /cancel 5665334669
test-how = Name one number: /test { $phone }
command-status = how the campaign is
command-report = what became of the calls
command-pause = interrupt the campaign
command-resume = go on with the campaign
command-stop = end the campaign for good
command-test = call a number to try the script
