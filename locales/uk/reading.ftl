# Як бот говорить про прочитане. Перед цими словами на картці стоїть цитата: «обід»: з 13:00 до 14:00.

## Що довелося припустити

assumed-half = це { $time }
assumed-overnight = уночі, до { $end } наступного дня
assumed-hours = з { $start } до { $end }
assumed-merged = години перетинаються, об’єднав їх
assumed-inclusive = останній день включно
assumed-until = по { DATE($day) } включно
assumed-first-call =
    { $total ->
        [one] усього { $total } спроба разом із першим дзвінком
        [few] усього { $total } спроби разом із першим дзвінком
       *[other] усього { $total } спроб разом із першим дзвінком
    }
assumed-word = це «{ $word }»
assumed-date = це { DAY($day) }
assumed-removed = прибрав зі списку { $phone }
assumed-country-code = код країни не вказано, взяв +{ $code }
assumed-changed = { $before } → { $after }
assumed-no-zone = Часовий пояс не названо: години за поясом кампанії
assumed-chat-offset = Часовий пояс чату: UTC { $offset }
assumed-chat-zone = Часовий пояс чату: { ZONE($zone) }

## Про що треба запитати

asked-when = коли дзвонити?
asked-either = що з двох?
asked-no-such-time = такого часу немає. Коли дзвонити?
asked-which-half = вранці чи ввечері?
asked-point = із цієї години чи близько неї?
asked-backward = коли дзвонити?
asked-break-end = до котрої години перерва?
asked-no-such-date = такого дня в календарі немає. Який день мається на увазі?
asked-dates-backward = кінець раніше за початок. Які дати маються на увазі?
asked-past = цей термін уже минув. До якого дня дзвонити?
asked-until-period = чи дзвонити в сам цей термін? Назвіть останній день.
asked-weekday-differs = день тижня й число не збігаються. Який день мається на увазі?
asked-attempts = спроб може бути від 1 до { $most }. Скільки потрібно?
asked-interval = між спробами може бути від 1 до { $most } хвилин. Скільки потрібно?
asked-which-place = таких місць кілька. За яким часом дзвонити?
asked-which-days = які дні зачинені?
asked-no-days = не лишається жодного дня. Коли дзвонити?
asked-whose-hours = для яких днів ці години?
asked-hours-missing = у які години дзвонити: { $days }?
asked-nothing-left = не лишається часу для дзвінків. Коли дзвонити?
asked-days-twice = для тих самих днів названо різні години. Які правильні?
asked-outside-day = це поза часом дзвінків, { $start }–{ $end }. Коли дзвонити?
asked-binding = які години до яких днів?
asked-two-dates = дати названо двічі. Які правильні?
asked-dates-apart = таких днів кампанії не назвати одним терміном. З якого по який день дзвонити?
asked-one-zone = часовий пояс може бути лише один. Який?
asked-two-attempts = кількість спроб названо двічі. Яка правильна?
asked-correction = напишіть лише те, що потрібно, наприклад: «до 19».
asked-soon = подзвонити в цей час чи повторювати так часто? Напишіть, наприклад: «сьогодні з 15» або «кожну годину».
asked-negation = що тут не потрібно? Напишіть інакше, наприклад: «прибери середу», «прибери +380 67 123-45-67».
asked-local-zones =
    { $count ->
        [one] У { $count } номера пояс невідомий: мобільні часто без міста. За яким часом йому дзвонити?
        [few] У { $count } номерів пояс невідомий: мобільні часто без міста. За яким часом їм дзвонити?
       *[other] У { $count } номерів пояс невідомий: мобільні часто без міста. За яким часом їм дзвонити?
    }

## Готові відповіді

answer-hours = з { $start } до { $end }
answer-from = з { $start }
answer-until = до { $end }
answer-until-day = по { DATE($day) } включно
answer-day = { DAY($day) }
answer-overnight = з { $start } до { $end } наступного дня
answer-zone = { ZONE($zone) }
answer-week = { $week }
answer-days = { $days } { $hours }
answer-same-hours = у ті самі години
answer-without-days = без цих днів
answer-no-break = без перерви
answer-break = перерва з { $start } до { $end }
answer-words = «{ $words }»

## Чого кампанія не вміє

note-holidays = свят кампанія не знає: назвіть дати
note-alternate = дзвонити через раз кампанія не вміє
note-nth-day = номера тижня в місяці кампанія не знає: назвіть дату
note-times-a-day = спроб за день кампанія не рахує: назвіть інтервал
note-condition = таких умов у кампанії немає

## Чому номер не взято

refused-too-short = коротший, ніж треба
refused-too-long = довший, ніж треба
refused-no-such-code = такого коду немає
refused-emergency = екстрена служба
refused-premium = платний номер
refused-toll-free = безплатна лінія
refused-duplicate = повтор
refused-digits-lost = таблиця втратила останні цифри
refused-no-phone = немає телефону
refused-fax = це факс
refused-long-row = у рядку забагато даних
refused-row-no-zone = { $cell } задано за UTC, а часового поясу в рядку немає
refused-row-json = рядок обірваний
refused-row-caption = це не номер; коли дзвонити, напишіть повідомленням
refused-above-table = стоїть над таблицею
refused-row-attempts = можна від 1 до 50 спроб і від 1 до 2880 хвилин між ними: { $cell }
refused-row-schedule = не зрозумів, коли дзвонити: { $cell }
refused-row-zone = не зрозумів часовий пояс: { $cell }
refused-row-over = його дні й години вже минули
