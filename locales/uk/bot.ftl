# Що каже бот. Повідомлення читають з телефона на ходу: коротко, точно, без вибачень без виходу.
# ZONE дає назву міста часового поясу, DAY — день із днем тижня («вт 1 грудня»), DATE — без нього: усе цією мовою.

blank = { "" }

## Дні, години, пояс

day =
    { $day ->
        [mon] Пн
        [tue] Вт
        [wed] Ср
        [thu] Чт
        [fri] Пт
        [sat] Сб
       *[sun] Нд
    }
day-range = { $first }–{ $last }
every-day = Щодня
days-of-campaign = Дні як у кампанії
hours-of-campaign = години як у кампанії
any-time = цілодобово
week-line = { $days } { $hours }
week-line-no-hours = { $days }, { $hours }
schedule-of-campaign = Дні й години як у кампанії
zone-named = { ZONE($zone) }, UTC{ $offset } (зараз { $now })
zone-offset = UTC{ $offset } (зараз { $now })
zone-per-number = За місцевим часом кожного номера
zone-per-number-else = За місцевим часом кожного номера, а де він невідомий — { $zone }
zone-of-number = Часовий пояс не названо: кампанія візьме пояс номера
zone-of-number-dates = Часовий пояс не названо: години — за поясом номера, дати — за UTC
dates-from = З { $start }
dates-until = По { $finish } включно
dates-until-moment = До { $finish }
dates-between = { $start } – { $finish }
dates-one-day = Лише { DAY($start) }
time = { $time }
time-utc = { $time } UTC
date = { DATE($day) }
date-and-time = { DATE($day) }, { $time }
attempts-most =
    { $most ->
        [1] Одна спроба, без повторів
        [one] До { $most } спроби
       *[other] До { $most } спроб
    }
attempts-every = Повтор раз на { $every }
attempts-both =
    { $most ->
        [1] Одна спроба, без повторів
        [one] До { $most } спроби, раз на { $every }
       *[other] До { $most } спроб, раз на { $every }
    }
minutes = { $count } хв
hours =
    { $count ->
        [1] годину
        [one] { $count } годину
        [few] { $count } години
       *[other] { $count } годин
    }
first-calls = Перші дзвінки: { DAY($day) }, { $time }

## Картка

count-numbers =
    { $count ->
        [one] { $count } номер
        [few] { $count } номери
       *[other] { $count } номерів
    }
number-line = { $phone }
number-line-payload = { $phone } · { $payload }
payload-pair = { $key }: { $value }
numbers-more = і ще { $count }
assumptions-title = Я зрозумів так:
assumption = • { $said }
assumption-words = • «{ $words }»: { $said }
refused-title =
    { $count ->
        [one] Не взяв { $count } номер:
        [few] Не взяв { $count } номери:
       *[other] Не взяв { $count } номерів:
    }
refused-line = • { $value }: { $reason }
refused-more = • і ще { $count }
not-understood = Не зрозумів: { $words }. Решта:
not-understood-only = Не зрозумів: { $words }.
unknown-quote = «{ $words }»
unknown-quote-note = «{ $words }» ({ $note })
question = «{ $words }»: { $said }
missing-schedule = Коли дзвонити? Наприклад: будні 10–18 за Києвом.
missing-numbers = Кому дзвонити? Надішліть номери повідомленням, наприклад: +380 67 123-45-67.
never-meets = Таких днів і годин у цих датах немає. Що змінити?

button-send =
    { $count ->
        [one] ✅ Надіслати { $count }
       *[other] ✅ Надіслати { $count }
    }
button-send-without = Надіслати без цього
button-by-campaign = Як у кампанії
button-change = ✏️ Змінити
button-otherwise = ✏️ Інакше
button-json = 🧾 JSON
button-withdraw = ↩️ Забрати назад
button-cancel = ✖️ Скасувати

## Після натискання

sending = Надсилаю… { $added } із { $total }
retrying = Кампанія не відповідає. Номери збережено, наступна спроба о { $at } (спроба { $attempt }).
added =
    { $count ->
        [one] Додано { $count } номер · { $time }
        [few] Додано { $count } номери · { $time }
       *[other] Додано { $count } номерів · { $time }
    }
jobs-line = Номери завдань: { $jobs }
jobs-more = і ще { $count }, усі у файлі
unclear-connection = Зв’язок із кампанією обірвався.
unclear-answer = Кампанія відповіла незрозуміло ({ $statuses }).
unclear =
    { $count ->
        [one] Чи прийняла вона { $count } номер, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте його в кампанії і, якщо його там немає, надішліть знову.
        [few] Чи прийняла вона { $count } номери, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте їх у кампанії і, кого там немає, надішліть знову.
       *[other] Чи прийняла вона { $count } номерів, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте їх у кампанії і, кого там немає, надішліть знову.
    }
campaign-refused-phones = Кампанія не прийняла { $phones }. Із цього запиту нічого не додано; решта нижче, надіслати можна одним натисканням.
campaign-refused = Кампанія не прийняла запит ({ $kind }). Із нього нічого не додано, чернетку збережено.
campaign-closed = Кампанія не приймає дзвінки: вона { $state }. Із цього запиту нічого не додано, чернетку збережено.
token-invalid = Токен кампанії більше не діє. Нічого не додано, чернетку збережено. Адміністраторові бота: задати CAMPAIGN_TOKEN заново.
refused-by-campaign = не приймає кампанія
withdrawn = Я забрав запит назад, до кампанії він не пішов.
expired = Підтверджено давно, а надіслати не вдалося: кампанія не відповідала. Перевірте й надішліть знову.
campaign-state =
    { $state ->
        [new] нова
        [planned] запланована
        [inProgress] триває
        [paused] на паузі
        [finished] завершена
        [deleted] видалена
       *[other] { $state }
    }
nothing-sent = Не надіслано.
cancelled = Скасовано, нічого не надіслано.

## Відповіді

change-how = Напишіть, що змінити, своїми словами: «з 11», «10–18 за Києвом», «додай { $phone }». Про що не скажете, лишиться як є.
nothing-understood = Не знайшов тут ні номерів, ні розкладу. Надішліть усе одним повідомленням, наприклад: +380671234567 будні 10–18 за Києвом.
draft-unchanged = Чернетка не змінилася. Надіслати — ✅ на картці, викинути — /cancel.
json-title =
    { $count ->
        [one] Ось що піде до кампанії, { $count } запит:
        [few] Ось що піде до кампанії, { $count } запити:
       *[other] Ось що піде до кампанії, { $count } запитів:
    }
json-body = { $body }
nothing-to-cancel = Відкритої чернетки немає.
start =
    Надішліть номери й напишіть, коли дзвонити, одним повідомленням. Наприклад:

    +380671234567 будні 10–18 за Києвом

    Я покажу, як зрозумів. До натискання ✅ нічого не надсилається.
help =
    Що я розумію:
    • номери в будь-якому вигляді, один чи багато: +380 67 123-45-67, +38 (067) 123-45-67
    • дні й години: будні 10–18, сб 11–15, щодня крім середи, обід 13–14
    • часовий пояс: за Києвом, за Варшавою, UTC+2
    • дати й спроби: з понеділка, до 15 грудня, 3 спроби кожні 2 години

    Потім напишіть, що змінити, або натисніть ✅. /cancel викине чернетку.
help-console =
    так — надіслати чернетку, скасувати — викинути, json — показати запит.
    /sandbox покаже, що зараз у навчальній кампанії, /quit — вихід.
unknown-command = Не знаю команди /{ $name }. Що я вмію: /help.
unreadable-file = Файлів я поки що не читаю. Надішліть номери текстом: по одному в рядку або через кому.
unreadable-edit = Виправлених повідомлень я заново не читаю. Напишіть, що змінити, новим повідомленням.
unreadable-voice = Голосових повідомлень я не слухаю. Напишіть, будь ласка, текстом.
unreadable-contact = Карток контактів я поки що не читаю. Надішліть номер текстом.
unreadable-other = Я читаю лише текст, підписів до картинок теж не бачу: напишіть номери й коли за ними дзвонити.
too-long = Стільки за один раз не прочитати (понад { $limit } знаків). Надішліть частинами: вони складуться в одну чернетку.
stranger = Цим ботом користується команда продажів. Попросіть доступ у того, хто дав вам посилання. Ваш номер у Telegram: { $person }
private-only = Напишіть мені, будь ласка, в особистий чат: у групах я поки що не працюю.
failure = У мене щось зламалося, код { $reference }. До кампанії через це нічого не пішло; спробуйте, будь ласка, ще раз.

refused-stale = Ця картка застаріла. Якщо новішої нижче немає, надішліть номери знову.
refused-already-sent = Це вже надіслано.
refused-maybe-sent = Це вже могло піти до кампанії: перевірте там.
refused-old = Минуло багато часу: перевірте картку ще раз, вона нижче.
refused-cancelled = Це скасовано.
refused-not-ready = Тут ще не все зрозуміло.
refused-foreign = Це чужа картка.

## Меню команд

command-start = З чого почати
command-help = Що я розумію
command-cancel = Викинути чернетку

## Консоль

console-hello = Навчальна кампанія: справжніх дзвінків немає. Підказка — /help, вихід — /quit.
console-prompt = ви
console-answers = Виберіть: { $answers }
console-answer-choice = { $number } – { $label }
console-answer-word = { $number } ({ $word }) – { $label }
console-nothing-open = Поки що немає на що відповідати.
console-yes = так
console-no = ні
console-cancel = скасувати
console-json = json
sandbox-empty = У кампанії немає завдань.
sandbox-count =
    { $count ->
        [one] У кампанії { $count } завдання:
        [few] У кампанії { $count } завдання:
       *[other] У кампанії { $count } завдань:
    }
sandbox-job = { $job }  { $phone }  { $state }  { $policy }
