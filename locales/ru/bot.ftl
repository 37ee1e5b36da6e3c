# Что говорит бот. Сообщение читают с телефона на ходу: коротко, точно, без извинений без выхода.
# ZONE даёт название города часового пояса, DAY — день с днём недели («вт 1 декабря»), DATE — без него: всё на этом языке.

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
first-calls = Первые звонки: { DAY($day) }, { $time }

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
refused-more = • и ещё { $count }
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
button-withdraw = ↩️ Забрать обратно
button-cancel = ✖️ Отмена

## После нажатия

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
unclear-connection = Связь с кампанией оборвалась.
unclear-answer = Кампания ответила непонятно ({ $statuses }).
unclear =
    { $count ->
        [one] Приняла ли она { $count } номер, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте его в кампании и, если его там нет, пришлите снова.
        [few] Приняла ли она { $count } номера, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте их в кампании и, кого там нет, пришлите снова.
       *[other] Приняла ли она { $count } номеров, неизвестно. Повторять не стал, чтобы не позвонить дважды: проверьте их в кампании и, кого там нет, пришлите снова.
    }
campaign-refused-phones = Кампания не приняла { $phones }. Из этого запроса ничего не добавлено; остальное ниже, отправить можно одним нажатием.
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
    • дни и часы: будни 10–18, сб 11–15, каждый день кроме среды, обед 13–14
    • часовой пояс: мск, по Екатеринбургу, UTC+3
    • даты и попытки: с понедельника, до 15 декабря, 3 попытки каждые 2 часа

    Потом напишите, что изменить, или нажмите ✅. /cancel выбросит черновик.
help-console =
    да — отправить черновик, отмена — выбросить, json — показать запрос.
    /sandbox покажет, что сейчас в учебной кампании, /quit — выход.
unknown-command = Не знаю команды /{ $name }. Что я умею: /help.
unreadable-file = Файлы я пока не читаю. Пришлите номера текстом: по одному в строке или через запятую.
unreadable-edit = Исправленные сообщения я заново не читаю. Напишите, что изменить, новым сообщением.
unreadable-voice = Голосовые сообщения я не слушаю. Напишите, пожалуйста, текстом.
unreadable-contact = Карточки контактов я пока не читаю. Пришлите номер текстом.
unreadable-other = Я читаю только текст, подписи к картинкам тоже не вижу: напишите номера и когда по ним звонить.
too-long = Столько за один раз не прочитать (больше { $limit } знаков). Пришлите частями: они сложатся в один черновик.
stranger = Этим ботом пользуется команда продаж. Попросите доступ у того, кто дал вам ссылку. Ваш номер в Telegram: { $person }
private-only = Напишите мне, пожалуйста, в личный чат: в группах я пока не работаю.
failure = У меня что-то сломалось, код { $reference }. В кампанию из-за этого ничего не ушло; попробуйте, пожалуйста, ещё раз.

refused-stale = Эта карточка устарела. Если новой ниже нет, пришлите номера заново.
refused-already-sent = Это уже отправлено.
refused-maybe-sent = Это уже могло уйти в кампанию: проверьте там.
refused-old = Прошло много времени: проверьте карточку ещё раз, она ниже.
refused-cancelled = Это отменено.
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
