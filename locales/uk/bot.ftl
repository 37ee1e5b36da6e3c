# Що каже бот. Повідомлення читають з телефона на ходу: коротко, точно, без вибачень без виходу.
# ZONE дає назву міста часового поясу, COUNTRY — країни, DAY — день із днем тижня («вт 1 грудня»), DATE — без нього: усе цією мовою.

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
first-calls = Перші дзвінки: { $when }
first-calls-others = Перші дзвінки решті: { $when }
first-calls-zones = Перші дзвінки ({ $zones }): { $when }
first-calls-never = Дзвінків не буде ({ $zones }): ці дні й години там уже минули
next-zones-more =
    { $count ->
        [one] і ще { $count } пояс
        [few] і ще { $count } пояси
       *[other] і ще { $count } поясів
    }
at-once = одразу
at-once-until = одразу, до { $time }
moment =
    { $near ->
        [today] сьогодні, { $time }
        [tomorrow] завтра, { $time }
       *[other] { DAY($day) }, { $time }
    }
when-yours = { $when } (у вас { $time })
their-clocks = В абонентів тоді: { $zones }
their-clocks-now = В абонентів зараз: { $zones }
clock-there = { $zone } { $time } ({ $count })
last-window = Останній дзвінок не пізніше: { $when }
zone-city = { ZONE($zone) }
zone-utc = UTC{ $offset }
local-zones = { $zones }
local-zone = { $zone } { $count }
local-zones-more =
    { $count ->
        [one] ще { $count } пояс
        [few] ще { $count } пояси
       *[other] ще { $count } поясів
    }
local-zone-unknown = невідомо { $count }
own-schedules =
    { $count ->
        [one] У { $count } номера свій розклад
       *[other] У { $count } номерів свій розклад
    }
own-zones =
    { $count ->
        [one] { $count } номер: часовий пояс із файлу
        [few] { $count } номери: часовий пояс із файлу
       *[other] { $count } номерів: часовий пояс із файлу
    }
city-zones =
    { $count ->
        [one] { $count } номер: часовий пояс за містом із файлу
        [few] { $count } номери: часовий пояс за містом із файлу
       *[other] { $count } номерів: часовий пояс за містом із файлу
    }
city-zones-unused = Міста у файлі часовий пояс не змінюють

## Години, у які можна дзвонити

country = { COUNTRY($country) }
names = { $names }
days-only = { $days }
daily = щодня
and-besides = { $one }; { $other }
legal-outside =
    { $purpose ->
        [marketing] { $who }, поза годинами рекламних дзвінків: { $outside }. За законом: { $hours }
        [collection] { $who }, поза годинами дзвінків боржникам: { $outside }. За законом: { $hours }
       *[custom] { $who }, поза звичними годинами дзвінків: { $outside }. Зазвичай: { $hours }
    }
legal-zones = { $who } ({ $zones })
legal-count =
    { $count ->
        [one] { $who }, { $count } номер
        [few] { $who }, { $count } номери
       *[other] { $who }, { $count } номерів
    }
legal-local = { $hours } за місцевим часом
legal-more =
    { $count ->
        [one] Те саме ще для { $count } країни
       *[other] Те саме ще для { $count } країн
    }
legal-blocked = Дзвонити поза цими годинами тут не дозволено. Напишіть інші години або дні.

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
repeats-merged =
    { $count ->
        [one] { $count } повтор об’єднано
        [few] { $count } повтори об’єднано
       *[other] { $count } повторів об’єднано
    }
second-request =
    { $count ->
        [one] { $count } повтор з іншими даними піде другим запитом: на цей номер зателефонують ще раз
        [few] { $count } повтори з іншими даними підуть другим запитом: на ці номери зателефонують ще раз
       *[other] { $count } повторів з іншими даними підуть другим запитом: на ці номери зателефонують ще раз
    }
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
refused-line-row = • рядок { $row }, { $value }: { $reason }
refused-reason = • { $reason }: { $count }
refused-schedules = не зрозумів, коли дзвонити
refused-zones = не зрозумів часовий пояс
refused-zones-missing = у рядку немає часового поясу
refused-attempts = стільки спроб кампанія не прийме
refused-otherwise = з інших причин
refused-list =
    { $count ->
        [one] Не взяв { $count } номер: рядок і причина у файлі
        [few] Не взяв { $count } номери: рядки й причини у файлі
       *[other] Не взяв { $count } номерів: рядки й причини у файлі
    }
refused-list-row = Рядок
refused-list-value = Номер
refused-list-reason = Чому не взяв
refused-list-more = і ще { $count }
refused-list-name = ne-vzyav
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
button-refused = 📄 Не взяв: { $count }
button-undo = ↩️ Повернути
button-withdraw = ↩️ Забрати назад
button-cancel = ✖️ Скасувати

## Після натискання

sending-in = Надішлю через { $count } с.
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
list-cut = У файлі перші { $count }.
unclear-connection = Зв’язок із кампанією обірвався.
unclear-answer = Кампанія відповіла незрозуміло ({ $statuses }).
unclear =
    { $count ->
        [one] Чи прийняла вона { $count } номер, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте його в кампанії і, якщо його там немає, надішліть знову.
        [few] Чи прийняла вона { $count } номери, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте їх у кампанії і, кого там немає, надішліть знову.
       *[other] Чи прийняла вона { $count } номерів, невідомо. Повторювати не став, щоб не зателефонувати двічі: перевірте їх у кампанії і, кого там немає, надішліть знову.
    }
campaign-refused-phones = Кампанія не прийняла { $phones }. Із цього запиту нічого не додано; решта нижче, надіслати можна одним натисканням.
not-sent = Я цього не надіслав: кампанія такого не прийме ({ $field }). Чернетку збережено.
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
    • списки у файлах (.xlsx, .xls, .ods, .csv, .json, .txt, .vcf) і контакти; під файлом напишіть, коли дзвонити
    • дні й години: будні 10–18, сб 11–15, щодня крім середи, обід 13–14
    • часовий пояс: за Києвом, за Варшавою, UTC+2
    • дати й спроби: з понеділка, до 15 грудня, 3 спроби кожні 2 години

    Потім напишіть, що змінити, або натисніть ✅. /cancel викине чернетку; у відповідь на надіслану картку — відкличе її дзвінки.

    Кампанія: /status, /report, /pause, /resume, /stop і /test із номером — пробний дзвінок.
help-console =
    так — надіслати чернетку, скасувати — викинути, json — показати запит.
    /file ШЛЯХ читає файл, за шляхом можна написати, коли дзвонити; файл можна й перетягти у вікно.
    /sandbox покаже, що зараз у навчальній кампанії, /quit — вихід.
unknown-command = Не знаю команди /{ $name }. Що я вмію: /help.
unreadable-edit = Виправлених повідомлень я заново не читаю. Напишіть, що змінити, новим повідомленням.
unreadable-voice = Голосових повідомлень я не слухаю. Напишіть, будь ласка, текстом.
unreadable-other = Я читаю слова, списки у файлах і контакти, а картинки й підписи до них ні: напишіть номери й коли за ними дзвонити.
too-long = Стільки за один раз не прочитати (понад { $limit } знаків). Надішліть частинами: вони складуться в одну чернетку.
stranger = Цим ботом користується команда продажів. Попросіть доступ у того, хто дав вам посилання. Ваш номер у Telegram: { $person }
private-only = Напишіть мені, будь ласка, в особистий чат: у групах я поки що не працюю.
failure = У мене щось зламалося, код { $reference }. До кампанії через це нічого не пішло; спробуйте, будь ласка, ще раз.

refused-stale = Ця картка застаріла. Якщо новішої нижче немає, надішліть номери знову.
refused-already-sent = Це вже надіслано.
refused-maybe-sent = Це вже могло піти до кампанії: перевірте там.
refused-old = Минуло багато часу: перевірте картку ще раз, вона нижче.
refused-cancelled = Це скасовано.
import-overtaken = Поки я читав, чернетку надіслали або скасували, і ці номери до неї не ввійшли. Надішліть їх ще раз, буде нова чернетка.
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
console-file-how = Напишіть після /file шлях до файлу, наприклад: /file список.xlsx будні 10–18 Київ
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

## Чому файл не прочитано

file-too-big = Файл більший за { $limit } МБ, стільки я не візьму. Надішліть список частинами або в CSV: він менший.
file-empty = У цьому файлі нічого немає.
file-too-many-rows = У файлі понад { NUMBER($limit) } рядків. Надішліть його частинами, у кожній до 20 МБ і { NUMBER($limit) } рядків.
file-too-wide = У рядку { $row } понад { $limit } стовпців. Залиште лише ті, що потрібні для дзвінка.
file-far-cell = Щось стоїть у клітинці { $cell }, далеко від списку. Очистьте її та надішліть файл ще раз.
file-long-cell = У рядку { $row } є клітинка, довша за { NUMBER($limit) } знаків. Скоротіть її та надішліть файл ще раз.
file-too-heavy = Я не зміг прочитати файл за той час і в тій пам’яті, що відведені одному файлу. Збережіть список у CSV або надішліть частинами.
file-bomb = Цей файл розпаковується у щось завелике, тому я його не відкрив. Збережіть список у CSV.
file-unsafe = Цей файл посилається на щось поза собою: списку це не потрібно, тому я його не відкрив. Збережіть його заново як .xlsx або CSV.
file-password = Файл закрито паролем. Надішліть його без пароля.
file-macros = У файлі є макроси, таких я не відкриваю. Збережіть його як .xlsx і надішліть.
file-broken = Файл пошкоджено або надійшов не повністю. Відкрийте його в себе, збережіть заново та надішліть.
file-save-as-xlsx = Формат .xlsb я не читаю. Збережіть файл як .xlsx і надішліть.
file-web-page = Під цією назвою не таблиця, а вебсторінка. Відкрийте файл в Excel, збережіть як .xlsx і надішліть.
file-xml = Це XML. Надішліть список у .xlsx, CSV або JSON.
file-json-broken = Цей JSON пошкоджено або надійшов не повністю. Надішліть файл ще раз або список у .xlsx чи CSV.
file-pdf = Це PDF, список із нього я не дістану. Надішліть список в .xlsx, CSV або просто текстом.
file-image = Це зображення. Із зображень я номери не читаю: можна помилитися цифрою. Надішліть список в .xlsx, CSV або просто текстом.
file-media = Це звук або відео. Надішліть список в .xlsx, CSV або просто текстом.
file-document = Це текстовий документ або презентація. Скопіюйте список у повідомлення або надішліть його в .xlsx чи CSV.
file-archive = Це архів. Розпакуйте його та надішліть сам список.
file-unknown = Таких файлів я не читаю. Читаю .xlsx, .xls, .ods, .csv, .json, .txt і .vcf.

## Файли в роботі

file-reading = Читаю «{ $name }»…
file-reading-count =
    { $count ->
        [one] Читаю «{ $name }»: поки { NUMBER($count) } номер…
        [few] Читаю «{ $name }»: поки { NUMBER($count) } номери…
       *[many] Читаю «{ $name }»: поки { NUMBER($count) } номерів…
    }
file-late = «{ $name }» ще не в мене: Telegram його не віддає. Пробую далі.
file-named = «{ $name }»:
file-columns = Стовпці: { $columns }
file-columns-data = Стовпці: { $columns }; дані: { $data }
file-columns-recalled = Стовпці такі, як ви вказали минулого разу.
file-sheet-columns = Аркуш «{ $sheet }». { $columns }
file-spare-phones = На другий телефон дзвоню, лише якщо перший у рядку не годиться.
file-codes =
    { $count ->
        [one] { NUMBER($count) } номер без коду країни: узяв +{ $code }
        [few] { NUMBER($count) } номери без коду країни: узяв +{ $code }
       *[other] { NUMBER($count) } номерів без коду країни: узяв +{ $code }
    }
file-filtered =
    { $count ->
        [one] { NUMBER($count) } рядок у файлі приховано. Його я теж узяв.
        [few] { NUMBER($count) } рядки у файлі приховано. Їх я теж узяв.
       *[other] { NUMBER($count) } рядків у файлі приховано. Їх я теж узяв.
    }
column-read = { $letter } { $kind }
column-data = { $letter } { $header }
column-kind =
    { $kind ->
        [phone] телефон
        [spare_phone] другий телефон
        [phone_code] код телефону
        [name] ім’я
        [city] місто
        [zone] часовий пояс
        [schedule] розклад
        [data] дані
        [nothing] не потрібен
       *[other] { $kind }
    }
asked-file-sheet = У «{ $name }» номери на кількох аркушах. Який взяти?
asked-file-column = У якому стовпці «{ $name }» телефони?
answer-file-sheet = { $name } · { NUMBER($rows) }
answer-file-all-sheets = Усі
answer-file-column = { $letter }: { $header } – { $example }
answer-file-column-bare = { $letter }: { $example }
answer-file-drop = Обійтися без цього файлу
file-refused = «{ $name }»: { $why }
file-gone = Telegram більше не віддає цей файл. Надішліть його ще раз.
file-not-there = Тут немає такого файлу, або його не можна прочитати.
file-no-numbers = У цьому файлі я не знайшов номерів телефонів.
file-failure = Поки я читав цей файл, у мене сталася помилка, номер { $reference }. Решту номерів збережено.
refused-file-sent = Частину номерів із цього файлу вже надіслано, інакше прочитати його не можна. Надішліть його ще раз, буде нова чернетка.
no-such-column = такого стовпця у файлі немає
columns-of-no-file = тут немає файлу зі стовпцями
numbers-zones = Часові пояси цих номерів: { $zones }

## Сама кампанія
status-title = Кампанія { $name }: { $state }
status-queued = Чекають: { $count }
status-calling = Зараз тривають дзвінки: { $count }
status-on-retry = Чекають повтору: { $count }
status-processed = Опрацьовано: { $count }
status-talk = Використано часу розмов, за лічбою платформи: { $count }
report-nothing = За останні { $days } дн. дзвінків не додавали.
report-title =
    { $count ->
        [one] { $count } дзвінок додано за останні { $days } дн.
        [few] { $count } дзвінки додано за останні { $days } дн.
       *[other] { $count } дзвінків додано за останні { $days } дн.
    }
report-answered =
    { $minutes ->
        [one] Відповіли: { $count }, { $minutes } хвилина розмов
        [few] Відповіли: { $count }, { $minutes } хвилини розмов
       *[other] Відповіли: { $count }, { $minutes } хвилин розмов
    }
report-state = • { $state }: { $count }
job-state =
    { $state ->
        [planned] чекає свого часу
        [inProcess] триває дзвінок
        [onRetry] буде повтор
        [noAnswer] не відповіли
        [notDone] не дзвонили: кампанію зупинили
        [longCallWithResult] розмова з результатом
        [longCallWithNoResult] розмова без результату
        [cancelledByUser] відкликано
        [technicalError] технічна помилка
        [nonexistentNumber] номера не існує
        [unknown] невідомо
       *[other] { $state }
    }
campaign-rests = Кампанія { $state }: номери вона прийме, але не дзвонитиме до /resume.
campaign-over = Кампанія { $state } і нікому не дзвонить.
campaign-paused = Кампанія на паузі: розпочаті дзвінки закінчаться, нових не буде. Продовжити: /resume
campaign-resumed = Кампанія знову йде.
campaign-stopped = Кампанію завершено назовсім.
calls-cancelled = Відкликано { $count } із { $asked }. Розпочаті дзвінки закінчаться, нових не буде.
test-call = Пробний дзвінок на { $phone } замовлено. Завдання: { $job }
errand-waits = Кампанія поки не відповідає, пробую ще дві хвилини.
errand-unreachable = Кампанія не відповідає. Нічого не змінилося; спробуйте пізніше.
errand-unclear = Зв’язок обірвався саме тоді, і я не знаю, чи це зроблено. Як справи в кампанії, покаже /status
errand-token-invalid = Токен кампанії більше не діє, нічого не змінилося. Адміністраторові бота: задати CAMPAIGN_TOKEN заново.
errand-campaign-closed = Кампанія цього не приймає: вона { $state }. Нічого не змінилося.
errand-refused = Кампанія відмовила: { $kind }. Нічого не змінилося.
errand-unknown = Кампанія відповіла незрозуміло ({ $status }): { $said }
stop-ask = Зупинка завершує кампанію назовсім: за номерами, що чекають, не зателефонують, і запустити її знову не можна. Щоб перервати на час, є /pause. Зупинити?
stop-ask-again = Ще раз, щоб напевно: кампанія завершиться назовсім.
button-stop = Зупинити кампанію
button-stop-sure = Так, завершити назовсім
cancel-how = Щоб відкликати дзвінки, дайте відповідь /cancel на картку, з якої їх надіслали, або надішліть номери завдань: /cancel 5665334669
test-how = Назвіть один номер: /test { $phone }
command-status = як справи в кампанії
command-report = чим закінчилися дзвінки
command-pause = перервати кампанію
command-resume = продовжити кампанію
command-stop = завершити кампанію назовсім
command-test = пробний дзвінок на номер
