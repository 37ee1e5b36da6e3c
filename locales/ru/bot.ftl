# Что говорит бот. Сообщение читают с телефона на ходу: коротко, точно, без извинений без выхода.
# ZONE даёт название города часового пояса, COUNTRY — страны, DAY — день с днём недели («вт 1 декабря»), DATE — без него: всё на этом языке.

blank = { "" }

## Дни, часы, пояс

day =
    { $day ->
        [mon] Пн
        [tue] Вт
        [wed] Ср
        [thu] Чт
        [fri] Пт
        [sat] Сб
       *[sun] Вс
    }
day-range = { $first }–{ $last }
every-day = Каждый день
days-of-campaign = Дни как в кампании
hours-of-campaign = часы как в кампании
any-time = круглосуточно
week-line = { $days } { $hours }
week-line-no-hours = { $days }, { $hours }
schedule-of-campaign = Дни и часы как в кампании
zone-named = { ZONE($zone) }, UTC{ $offset } (сейчас { $now })
zone-offset = UTC{ $offset } (сейчас { $now })
zone-per-number = По местному времени каждого номера
zone-per-number-else = По местному времени каждого номера, а где оно неизвестно — { $zone }
zone-of-number = Часовой пояс не назван: кампания возьмёт пояс номера
zone-of-number-dates = Часовой пояс не назван: часы — по поясу номера, даты — по UTC
dates-from = С { $start }
dates-until = По { $finish } включительно
dates-until-moment = До { $finish }
dates-between = { $start } – { $finish }
dates-one-day = Только { DAY($start) }
time = { $time }
time-utc = { $time } UTC
date = { DATE($day) }
date-and-time = { DATE($day) }, { $time }
attempts-most =
    { $most ->
        [1] Одна попытка, без повторов
        [one] До { $most } попытки
       *[other] До { $most } попыток
    }
attempts-every = Повтор раз в { $every }
attempts-both =
    { $most ->
        [1] Одна попытка, без повторов
        [one] До { $most } попытки, раз в { $every }
       *[other] До { $most } попыток, раз в { $every }
    }
minutes = { $count } мин
hours =
    { $count ->
        [1] час
        [one] { $count } час
        [few] { $count } часа
       *[other] { $count } часов
    }
first-calls = Первые звонки: { $when }
first-calls-others = Первые звонки остальным: { $when }
first-calls-zones = Первые звонки ({ $zones }): { $when }
first-calls-never = Звонков не будет ({ $zones }): эти дни и часы там уже прошли
next-zones-more =
    { $count ->
        [one] и ещё { $count } пояс
        [few] и ещё { $count } пояса
       *[other] и ещё { $count } поясов
    }
at-once = сразу
at-once-until = сразу, до { $time }
moment =
    { $near ->
        [today] сегодня, { $time }
        [tomorrow] завтра, { $time }
       *[other] { DAY($day) }, { $time }
    }
when-yours = { $when } (у вас { $time })
their-clocks = У абонентов тогда: { $zones }
their-clocks-now = У абонентов сейчас: { $zones }
clock-there = { $zone } { $time } ({ $count })
last-window = Последний звонок не позже: { $when }
zone-city = { ZONE($zone) }
zone-utc = UTC{ $offset }
local-zones = { $zones }
local-zone = { $zone } { $count }
local-zones-more =
    { $count ->
        [one] ещё { $count } пояс
        [few] ещё { $count } пояса
       *[other] ещё { $count } поясов
    }
local-zone-unknown = неизвестно { $count }
own-schedules =
    { $count ->
        [one] У { $count } номера своё расписание
       *[other] У { $count } номеров своё расписание
    }
own-zones =
    { $count ->
        [one] { $count } номер: часовой пояс из файла
        [few] { $count } номера: часовой пояс из файла
       *[other] { $count } номеров: часовой пояс из файла
    }
city-zones =
    { $count ->
        [one] { $count } номер: часовой пояс по городу из файла
        [few] { $count } номера: часовой пояс по городу из файла
       *[other] { $count } номеров: часовой пояс по городу из файла
    }
city-zones-unused = Города в файле часовой пояс не меняют

## Часы, в которые можно звонить

country = { COUNTRY($country) }
names = { $names }
days-only = { $days }
daily = каждый день
and-besides = { $one }; { $other }
legal-outside =
    { $purpose ->
        [marketing] { $who }, вне часов рекламных звонков: { $outside }. По закону: { $hours }
        [collection] { $who }, вне часов звонков должникам: { $outside }. По закону: { $hours }
       *[custom] { $who }, вне обычных часов звонков: { $outside }. Обычно: { $hours }
    }
legal-zones = { $who } ({ $zones })
legal-count =
    { $count ->
        [one] { $who }, { $count } номер
        [few] { $who }, { $count } номера
       *[other] { $who }, { $count } номеров
    }
legal-local = { $hours } по местному времени
legal-more =
    { $count ->
        [one] То же ещё для { $count } страны
       *[other] То же ещё для { $count } стран
    }
legal-blocked = Звонить вне этих часов здесь не разрешено. Напишите другие часы или дни.

## Карточка

count-numbers =
    { $count ->
        [one] { $count } номер
        [few] { $count } номера
       *[other] { $count } номеров
    }
number-line = { $phone }
number-line-payload = { $phone } · { $payload }
payload-pair = { $key }: { $value }
numbers-more = и ещё { $count }
repeats-merged =
    { $count ->
        [one] { $count } повтор объединён
        [few] { $count } повтора объединены
       *[other] { $count } повторов объединены
    }
second-request =
    { $count ->
        [one] { $count } повтор с другими данными уйдёт вторым запросом: на этот номер позвонят ещё раз
        [few] { $count } повтора с другими данными уйдут вторым запросом: на эти номера позвонят ещё раз
       *[other] { $count } повторов с другими данными уйдут вторым запросом: на эти номера позвонят ещё раз
    }
assumptions-title = Я понял так:
assumption = • { $said }
assumption-words = • «{ $words }»: { $said }
refused-title =
    { $count ->
        [one] Не взял { $count } номер:
        [few] Не взял { $count } номера:
       *[other] Не взял { $count } номеров:
    }
refused-line = • { $value }: { $reason }
refused-line-row = • строка { $row }, { $value }: { $reason }
refused-reason = • { $reason }: { $count }
refused-schedules = не понял, когда звонить
refused-zones = не понял часовой пояс
refused-zones-missing = в строке нет часового пояса
refused-attempts = столько попыток кампания не примет
refused-otherwise = по другим причинам
refused-list =
    { $count ->
        [one] Не взял { $count } номер: строка и причина в файле
        [few] Не взял { $count } номера: строки и причины в файле
       *[other] Не взял { $count } номеров: строки и причины в файле
    }
refused-list-row = Строка
refused-list-value = Номер
refused-list-reason = Почему не взял
refused-list-more = и ещё { $count }
refused-list-name = ne-vzyal
not-understood = Не понял: { $words }. Остальное:
not-understood-only = Не понял: { $words }.
unknown-quote = «{ $words }»
unknown-quote-note = «{ $words }» ({ $note })
question = «{ $words }»: { $said }
missing-schedule = Когда звонить? Например: будни 10–18 мск.
missing-numbers = Кому звонить? Пришлите номера сообщением, например: +7 912 345-67-89.
never-meets = Таких дней и часов в этих датах нет. Что поменять?

button-send =
    { $count ->
        [one] ✅ Отправить { $count }
       *[other] ✅ Отправить { $count }
    }
button-send-without = Отправить без этого
button-by-campaign = Как в кампании
button-change = ✏️ Изменить
button-otherwise = ✏️ Иначе
button-json = 🧾 JSON
button-refused = 📄 Не взял: { $count }
button-undo = ↩️ Вернуть
button-withdraw = ↩️ Забрать обратно
button-cancel = ✖️ Отмена

## После нажатия

sending-in = Отправлю через { $count } с.
sending = Отправляю… { $added } из { $total }
retrying = Кампания не отвечает. Номера сохранены, следующая попытка в { $at } (попытка { $attempt }).
added =
    { $count ->
        [one] Добавлен { $count } номер · { $time }
        [few] Добавлено { $count } номера · { $time }
       *[other] Добавлено { $count } номеров · { $time }
    }
jobs-line = Номера задач: { $jobs }
jobs-more = и ещё { $count }, все в файле
list-cut = В файле первые { $count }.
unclear-connection = Связь с кампанией оборвалась.
unclear-answer = Кампания ответила непонятно ({ $statuses }).
unclear =
    { $count ->
        [one] Приняла ли она { $count } номер, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте его в кампании и, если его там нет, пришлите снова.
        [few] Приняла ли она { $count } номера, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте их в кампании и, кого там нет, пришлите снова.
       *[other] Приняла ли она { $count } номеров, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте их в кампании и, кого там нет, пришлите снова.
    }
campaign-refused-phones = Кампания не приняла { $phones }. Из этого запроса ничего не добавлено; остальное ниже, отправить можно одним нажатием.
not-sent = Я этого не отправил: кампания такое не примет ({ $field }). Черновик сохранён.
campaign-refused = Кампания не приняла запрос ({ $kind }). Из него ничего не добавлено, черновик сохранён.
campaign-closed = Кампания не принимает звонки: она { $state }. Из этого запроса ничего не добавлено, черновик сохранён.
token-invalid = Токен кампании больше не действует. Ничего не добавлено, черновик сохранён. Администратору бота: задать CAMPAIGN_TOKEN заново.
refused-by-campaign = не принимает кампания
withdrawn = Я забрал запрос обратно, в кампанию он не ушёл.
expired = Подтверждено давно, а отправить не получилось: кампания не отвечала. Проверьте и отправьте снова.
campaign-state =
    { $state ->
        [new] новая
        [planned] запланирована
        [inProgress] идёт
        [paused] на паузе
        [finished] завершена
        [deleted] удалена
       *[other] { $state }
    }
nothing-sent = Не отправлено.
cancelled = Отменено, ничего не отправлено.

## Ответы

change-how = Напишите, что изменить, своими словами: «с 11», «10–18 по Москве», «добавь { $phone }». О чём не скажете, останется как есть.
nothing-understood = Не нашёл здесь ни номеров, ни расписания. Пришлите всё одним сообщением, например: 79123456789 будни 10–18 мск.
draft-unchanged = Черновик не изменился. Отправить — ✅ на карточке, выбросить — /cancel.
json-title =
    { $count ->
        [one] Вот что уйдёт в кампанию, { $count } запрос:
        [few] Вот что уйдёт в кампанию, { $count } запроса:
       *[other] Вот что уйдёт в кампанию, { $count } запросов:
    }
json-body = { $body }
nothing-to-cancel = Открытого черновика нет.
start =
    Пришлите номера и напишите, когда звонить, одним сообщением. Например:

    79123456789 будни 10–18 мск

    Я покажу, как понял. До нажатия ✅ ничего не отправляется.
help =
    Что я понимаю:
    • номера в любом виде, один или много: +7 912 345-67-89, 8 (912) 345-67-89
    • списки в файлах (.xlsx, .xls, .ods, .csv, .json, .txt, .vcf) и контакты; под файлом напишите, когда звонить
    • дни и часы: будни 10–18, сб 11–15, каждый день кроме среды, обед 13–14
    • часовой пояс: мск, по Екатеринбургу, UTC+3
    • даты и попытки: с понедельника, до 15 декабря, 3 попытки каждые 2 часа

    Потом напишите, что изменить, или нажмите ✅. /cancel выбросит черновик; ответом на отправленную карточку отзовёт её звонки.

    Кампания: /status, /report, /pause, /resume, /stop и /test с номером — пробный звонок.
help-console =
    да — отправить черновик, отмена — выбросить, json — показать запрос.
    /file ПУТЬ читает файл, за путём можно написать, когда звонить; файл можно и перетащить в окно.
    /sandbox покажет, что сейчас в учебной кампании, /quit — выход.
unknown-command = Не знаю команды /{ $name }. Что я умею: /help.
unreadable-edit = Исправленные сообщения я заново не читаю. Напишите, что изменить, новым сообщением.
unreadable-voice = Голосовые сообщения я не слушаю. Напишите, пожалуйста, текстом.
unreadable-other = Я читаю слова, списки в файлах и контакты, а картинки и подписи к ним нет: напишите номера и когда по ним звонить.
too-long = Столько за один раз не прочитать (больше { $limit } знаков). Пришлите частями: они сложатся в один черновик.
stranger = Этим ботом пользуется команда продаж. Попросите доступ у того, кто дал вам ссылку. Ваш номер в Telegram: { $person }
private-only = Напишите мне, пожалуйста, в личный чат: в группах я пока не работаю.
failure = У меня что-то сломалось, код { $reference }. В кампанию из-за этого ничего не ушло; попробуйте, пожалуйста, ещё раз.

refused-stale = Эта карточка устарела. Если новой ниже нет, пришлите номера заново.
refused-already-sent = Это уже отправлено.
refused-maybe-sent = Это уже могло уйти в кампанию: проверьте там.
refused-old = Прошло много времени: проверьте карточку ещё раз, она ниже.
refused-cancelled = Это отменено.
import-overtaken = Пока я читал, черновик отправили или отменили, и эти номера в него не вошли. Пришлите их ещё раз, будет новый черновик.
refused-not-ready = Здесь ещё не всё ясно.
refused-foreign = Это чужая карточка.

## Меню команд

command-start = С чего начать
command-help = Что я понимаю
command-cancel = Выбросить черновик

## Консоль

console-hello = Учебная кампания: настоящих звонков нет. Подсказка — /help, выход — /quit.
console-prompt = вы
console-answers = Ответьте: { $answers }
console-answer-choice = { $number } – { $label }
console-answer-word = { $number } ({ $word }) – { $label }
console-file-how = Напишите после /file путь к файлу, например: /file список.xlsx будни 10–18 мск
console-nothing-open = Пока не на что отвечать.
console-yes = да
console-no = нет
console-cancel = отмена
console-json = json
sandbox-empty = В кампании нет задач.
sandbox-count =
    { $count ->
        [one] В кампании { $count } задача:
        [few] В кампании { $count } задачи:
       *[other] В кампании { $count } задач:
    }
sandbox-job = { $job }  { $phone }  { $state }  { $policy }

## Почему файл не прочитан

file-too-big = Файл больше { $limit } МБ, столько я не возьму. Пришлите список частями или в CSV: он меньше.
file-empty = В этом файле ничего нет.
file-too-many-rows = В файле больше { NUMBER($limit) } строк. Пришлите его частями, в каждой до 20 МБ и { NUMBER($limit) } строк.
file-too-wide = В строке { $row } больше { $limit } столбцов. Оставьте только те, что нужны для звонка.
file-far-cell = Что-то стоит в ячейке { $cell }, далеко от списка. Очистите её и пришлите файл ещё раз.
file-long-cell = В строке { $row } есть ячейка длиннее { NUMBER($limit) } знаков. Сократите её и пришлите файл ещё раз.
file-too-heavy = Я не смог прочитать файл за то время и в той памяти, что отведены одному файлу. Сохраните список в CSV или пришлите частями.
file-bomb = Этот файл распаковывается во что-то слишком большое, поэтому я его не открыл. Сохраните список в CSV.
file-unsafe = Этот файл ссылается на что-то вне себя: списку это не нужно, поэтому я его не открыл. Сохраните его заново как .xlsx или CSV.
file-password = Файл закрыт паролем. Пришлите его без пароля.
file-macros = В файле есть макросы, такие я не открываю. Сохраните его как .xlsx и пришлите.
file-broken = Файл повреждён или пришёл не целиком. Откройте его у себя, сохраните заново и пришлите.
file-save-as-xlsx = Формат .xlsb я не читаю. Сохраните файл как .xlsx и пришлите.
file-web-page = Под этим именем не таблица, а веб-страница. Откройте файл в Excel, сохраните как .xlsx и пришлите.
file-xml = Это XML. Пришлите список в .xlsx, CSV или JSON.
file-json-broken = Этот JSON повреждён или пришёл не целиком. Пришлите файл ещё раз или список в .xlsx или CSV.
file-pdf = Это PDF, список из него я не достану. Пришлите список в .xlsx, CSV или просто текстом.
file-image = Это картинка. С картинок я номера не читаю: можно ошибиться цифрой. Пришлите список в .xlsx, CSV или просто текстом.
file-media = Это звук или видео. Пришлите список в .xlsx, CSV или просто текстом.
file-document = Это текстовый документ или презентация. Скопируйте список в сообщение или пришлите его в .xlsx или CSV.
file-archive = Это архив. Распакуйте его и пришлите сам список.
file-unknown = Такие файлы я не читаю. Читаю .xlsx, .xls, .ods, .csv, .json, .txt и .vcf.

## Файлы в работе

file-reading = Читаю «{ $name }»…
file-reading-count =
    { $count ->
        [one] Читаю «{ $name }»: пока { NUMBER($count) } номер…
        [few] Читаю «{ $name }»: пока { NUMBER($count) } номера…
       *[many] Читаю «{ $name }»: пока { NUMBER($count) } номеров…
    }
file-late = «{ $name }» ещё не у меня: Telegram его не отдаёт. Пробую дальше.
file-named = «{ $name }»:
file-columns = Колонки: { $columns }
file-columns-data = Колонки: { $columns }; данные: { $data }
file-columns-recalled = Колонки такие, как вы указали в прошлый раз.
file-sheet-columns = Лист «{ $sheet }». { $columns }
file-spare-phones = На второй телефон звоню, только если первый в строке не годится.
file-codes =
    { $count ->
        [one] { NUMBER($count) } номер без кода страны: взял +{ $code }
        [few] { NUMBER($count) } номера без кода страны: взял +{ $code }
       *[other] { NUMBER($count) } номеров без кода страны: взял +{ $code }
    }
file-filtered =
    { $count ->
        [one] { NUMBER($count) } строка в файле скрыта. Её я тоже взял.
        [few] { NUMBER($count) } строки в файле скрыты. Их я тоже взял.
       *[other] { NUMBER($count) } строк в файле скрыто. Их я тоже взял.
    }
column-read = { $letter } { $kind }
column-data = { $letter } { $header }
column-kind =
    { $kind ->
        [phone] телефон
        [spare_phone] второй телефон
        [phone_code] код телефона
        [name] имя
        [city] город
        [zone] часовой пояс
        [schedule] расписание
        [data] данные
        [nothing] не нужна
       *[other] { $kind }
    }
asked-file-sheet = В «{ $name }» номера на нескольких листах. Какой взять?
asked-file-column = В какой колонке «{ $name }» телефоны?
answer-file-sheet = { $name } · { NUMBER($rows) }
answer-file-all-sheets = Все
answer-file-column = { $letter }: { $header } – { $example }
answer-file-column-bare = { $letter }: { $example }
answer-file-drop = Обойтись без этого файла
file-refused = «{ $name }»: { $why }
file-gone = Telegram больше не отдаёт этот файл. Пришлите его ещё раз.
file-not-there = Здесь нет такого файла, или его нельзя прочитать.
file-no-numbers = В этом файле я не нашёл номеров телефонов.
file-failure = Пока я читал этот файл, у меня случилась ошибка, номер { $reference }. Остальные номера сохранены.
refused-file-sent = Часть номеров из этого файла уже отправлена, по-другому прочитать его нельзя. Пришлите его ещё раз, будет новый черновик.
no-such-column = такой колонки в файле нет
columns-of-no-file = здесь нет файла с колонками
numbers-zones = Часовые пояса этих номеров: { $zones }

## Сама кампания
status-title = Кампания { $name }: { $state }
status-queued = Ждут: { $count }
status-calling = Сейчас идут звонки: { $count }
status-on-retry = Ждут повтора: { $count }
status-processed = Обработано: { $count }
status-talk = Израсходовано времени разговоров, по счёту платформы: { $count }
report-nothing = За последние { $days } дн. звонков не добавляли.
report-title =
    { $count ->
        [one] { $count } звонок добавлен за последние { $days } дн.
        [few] { $count } звонка добавлено за последние { $days } дн.
       *[other] { $count } звонков добавлено за последние { $days } дн.
    }
report-answered =
    { $minutes ->
        [one] Ответили: { $count }, { $minutes } минута разговоров
        [few] Ответили: { $count }, { $minutes } минуты разговоров
       *[other] Ответили: { $count }, { $minutes } минут разговоров
    }
report-state = • { $state }: { $count }
job-state =
    { $state ->
        [planned] ждёт своего времени
        [inProcess] идёт звонок
        [onRetry] будет повтор
        [noAnswer] не ответили
        [notDone] не звонили: кампанию остановили
        [longCallWithResult] разговор с результатом
        [longCallWithNoResult] разговор без результата
        [cancelledByUser] отозван
        [technicalError] техническая ошибка
        [nonexistentNumber] номера не существует
        [unknown] неизвестно
       *[other] { $state }
    }
campaign-rests = Кампания { $state }: номера она примет, но звонить не будет до /resume.
campaign-over = Кампания { $state } и никому не звонит.
campaign-paused = Кампания на паузе: начатые звонки закончатся, новых не будет. Продолжить: /resume
campaign-resumed = Кампания снова идёт.
campaign-stopped = Кампания завершена насовсем.
calls-cancelled = Отозвано { $count } из { $asked }. Начатые звонки закончатся, новых не будет.
test-call = Пробный звонок на { $phone } заказан. Номер задачи: { $job }
errand-waits = Кампания пока не отвечает, пробую ещё две минуты.
errand-unreachable = Кампания не отвечает. Ничего не изменилось; попробуйте позже.
errand-unclear = Связь оборвалась на этом месте, и я не знаю, сделано ли это. Как дела у кампании, покажет /status
errand-token-invalid = Токен кампании больше не действует, ничего не изменилось. Администратору бота: задать CAMPAIGN_TOKEN заново.
errand-campaign-closed = Кампания этого не принимает: она { $state }. Ничего не изменилось.
errand-refused = Кампания отказала: { $kind }. Ничего не изменилось.
errand-unknown = Кампания ответила непонятно ({ $status }): { $said }
stop-ask = Остановка завершает кампанию насовсем: по ожидающим номерам не позвонят, и запустить её снова нельзя. Чтобы прервать на время, есть /pause. Остановить?
stop-ask-again = Ещё раз, чтобы наверняка: кампания завершится насовсем.
button-stop = Остановить кампанию
button-stop-sure = Да, завершить насовсем
cancel-how = Чтобы отозвать звонки, ответьте командой /cancel на карточку, с которой их отправили, или пришлите номера задач: /cancel 5665334669
test-how = Назовите один номер: /test { $phone }
command-status = как дела у кампании
command-report = чем закончились звонки
command-pause = прервать кампанию
command-resume = продолжить кампанию
command-stop = завершить кампанию насовсем
command-test = пробный звонок на номер
