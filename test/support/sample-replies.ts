import type {
  Choice,
  Reply,
  ReplyBody,
  ReplyKind,
  SourceView,
  StageView,
  Verb,
} from '../../src/conversation/reply.ts';
import type { TicketUpdate } from '../../src/conversation/ticket-update.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { QUESTIONS } from '../../src/matching/wishes/wish.ts';
import { FILE_PROBLEMS } from '../../src/tickets/file.ts';
import { sampleTicket } from './sample-ticket.ts';

/**
 * A realistic reply of every kind (some kinds in more than one state), as the first runbook's talk
 * would say it.
 */
export function sampleReplies(locale: Locale): Reply[] {
  const say = (english: string, chinese: string) => (locale === 'en' ? english : chinese);
  const symptom = say(
    'Problem acquiring a personal certificate',
    '获取登录所需的个人证书时出现问题',
  );
  const bodies: [ReplyBody, ...Choice[]][] = [
    [
      { kind: 'welcome', first: true, examples: examples(say) },
      choice('help'),
      choice('language', other(locale)),
    ],
    [{ kind: 'welcome', first: false, examples: [] }, choice('help'), choice('status')],
    [
      { kind: 'choose' },
      choice(
        'pick',
        'sign-in/server-unavailable',
        say('“Server is temporarily unavailable”', '“服务器暂时不可用”'),
      ),
      choice(
        'pick',
        'sign-in/dns-propagation',
        say('Just moved to a custom domain', '刚刚改用自定义域名'),
      ),
      choice('none-of-these'),
    ],
    [
      { kind: 'not-understood', known: known(say) },
      choice('pick'),
      choice('none-of-these'),
      choice('ticket'),
    ],
    [{ kind: 'offer-ticket' }, choice('ticket'), choice('start-over')],
    [
      { kind: 'offer-ticket', subjects: [say('Signing in', '登录'), 'Outlook'] },
      choice('ticket'),
      choice('start-over'),
      choice('topics'),
    ],
    [
      {
        kind: 'question',
        title: symptom,
        question: say(
          'Which kind of plan does your organization have?',
          '贵单位使用的是哪种套餐？',
        ),
        help: say(
          'Names such as **E1** or **E3** mean an enterprise plan; **P1** means a small business plan.',
          '名称如 **E1**、**E3** 的是企业版套餐；**P1** 是小型企业版套餐。',
        ),
      },
      choice('answer', 'plan/enterprise', say('Enterprise (Plan E)', '企业版（计划 E）')),
      choice(
        'answer',
        'plan/small-business',
        say('Small business (Plan P)', '小型企业版（计划 P）'),
      ),
      choice('answer', 'plan/unknown'),
    ],
    [{ kind: 'stage', ...certificateStage(say, symptom) }, ...stageChoices()],
    [{ kind: 'stage', ...firewallStage(say) }, ...stageChoices()],
    [
      { kind: 'handoff', view: handoff(say) },
      choice('ticket'),
      choice('next'),
      choice('not-this'),
      choice('back'),
    ],
    [{ kind: 'last-resort', ...lastResort(say) }, ...stageChoices()],
    [evidenceForm(say), choice('submit'), choice('skip'), choice('back')],
    [evidenceWithProblems(say), choice('submit'), choice('skip'), choice('back')],
    [
      { kind: 'review', ticket: sampleTicket(locale) },
      choice('send'),
      choice('edit'),
      choice('cancel'),
    ],
    [
      { kind: 'sent', number: 'SP-1001', ticket: sampleTicket(locale) },
      choice('status'),
      choice('start-over'),
    ],
    [{ kind: 'solved', title: symptom }, choice('start-over'), choice('status')],
    [
      {
        kind: 'status',
        status: {
          symptom,
          at: 'guide',
          attempts: [
            {
              title: say('Delete the cached sign-in data', '删除缓存的登录信息'),
              outcome: 'no-change',
            },
            { title: say('Delete the certificate', '删除证书'), outcome: 'cannot' },
          ],
          tickets: [
            {
              number: 'SP-1001',
              title: symptom,
              at: '2026-11-21T08:30:00.000Z',
              status: 'in-progress',
              assignee: 'Alice A',
            },
          ],
          timeZone: null,
        },
      },
      choice('back'),
      choice('start-over'),
    ],
    [
      {
        kind: 'status',
        status: { symptom: null, at: 'report', attempts: [], tickets: [], timeZone: null },
      },
      choice('help'),
    ],
    ...QUESTIONS.flatMap((question) =>
      [true, false].map((isKnown): [ReplyBody] => [
        {
          kind: 'explanation',
          question,
          isKnown,
          terms: isKnown
            ? [
                {
                  term: say('Cache', '缓存'),
                  explanation: say('A **copy** kept close by.', '就近保存的**副本**。'),
                },
              ]
            : [],
          reasons: [say('Old data may be wrong.', '旧数据可能有误。')],
          steps: isKnown ? [say('Open **Settings**.', '打开 **设置**。')] : [],
          table: isKnown ? { columns: ['A', 'B'], rows: [['1', '2']] } : null,
          links: isKnown
            ? [{ url: 'https://support.example.com/more', title: say('More', '更多') }]
            : [],
          waiting: isKnown ? 'steps' : 'other',
        },
      ]),
    ),
    [{ kind: 'help' }, choice('status'), choice('person'), choice('language', other(locale))],
    [
      {
        kind: 'switch',
        from: symptom,
        to: [say('The computer clock is wrong', '计算机时间不准确')],
      },
      choice('switch'),
      choice('stay'),
    ],
    [{ kind: 'language' }, choice('language', 'en'), choice('language', 'zh-CN')],
    [
      {
        kind: 'notice',
        notice: { code: 'files-noted', names: ['error.png', say('log.txt', '登录日志.txt')] },
      },
    ],
    [
      {
        kind: 'notice',
        notice: {
          code: 'files-missing',
          files: FILE_PROBLEMS.map((problem) => ({
            name: say('client.log', '客户端日志.log'),
            problem,
            maxBytes: problem === 'too-large' ? 10_485_760 : null,
          })),
        },
      },
    ],
    [{ kind: 'notice', notice: { code: 'stale' } }],
    [{ kind: 'notice', notice: { code: 'outage', lately: 3, today: 5 } }],
    [{ kind: 'notice', notice: { code: 'outage', lately: 0, today: 1 } }],
    [{ kind: 'notice', notice: { code: 'outage', lately: 0, today: 0 } }],
    ...ticketUpdateOf(say, symptom).map((update): [ReplyBody, ...Choice[]] => [
      { kind: 'ticket-news', number: 'SP-1001', title: symptom, news: update },
      ...(update.code === 'closed' ? [choice('reopen', 'SP-1001')] : []),
    ]),
    [
      {
        kind: 'solved-question',
        number: 'SP-1001',
        title: symptom,
        by: 'Alice A',
        text: say(
          'I issued a new certificate. Please sign in once more.',
          '已重新颁发证书，请您再登录一次。',
        ),
      },
      choice('confirm', 'SP-1001'),
      choice('reopen', 'SP-1001'),
    ],
    [
      { kind: 'rating', number: 'SP-1001', title: symptom },
      ...[1, 2, 3, 4, 5].map((stars) => choice('rate', `SP-1001/${stars}`)),
      choice('skip-rating', 'SP-1001'),
    ],
    [{ kind: 'notice', notice: { code: 'told-the-desk', number: 'SP-1001' } }],
    ...(
      [
        ['noted', 'step', choice('cannot')],
        ['asked', 'question', choice('answer', 'plan/unknown')],
        ['again', 'handoff', choice('ticket')],
        ['noted', 'switch', choice('stay')],
        ['noted', 'offer', choice('ticket')],
      ] as const
    ).map(([lead, waiting, way]): [ReplyBody, ...Choice[]] => [
      {
        kind: 'notice',
        notice: {
          code: 'not-an-answer',
          lead,
          waiting,
          what:
            waiting === 'question'
              ? say('Which plan do you have?', '使用的是哪种套餐？')
              : say('Delete the certificate', '删除证书'),
        },
      },
      way,
      choice('person'),
    ]),
    [
      {
        kind: 'notice',
        notice: {
          code: 'told-the-desk',
          number: 'SP-1001',
          text: say('It squeaks.', '吱吱响。'),
          more: 'hint',
        },
      },
      choice('new-problem'),
    ],
    [
      {
        kind: 'notice',
        notice: {
          code: 'told-the-desk',
          number: 'SP-1001',
          text: say('It squeaks.', '吱吱响。'),
          more: 'resolved',
        },
      },
      choice('reopen', 'SP-1001'),
      choice('new-problem'),
    ],
    [{ kind: 'notice', notice: { code: 'reopened', number: 'SP-1001', why: true } }],
    [
      { kind: 'choose', runbook: say('Signing in', '登录') },
      choice('pick', 'sign-in/server-unavailable', say('Server unavailable', '服务器不可用')),
      choice('pick', 'sign-in/dns-propagation', say('New custom domain', '新的自定义域名')),
      choice('none-of-these'),
      choice('person'),
    ],
    [
      { kind: 'which-runbook', listed: false },
      choice('runbook', 'sign-in', say('Microsoft 365 sign-in', 'Microsoft 365 登录')),
      choice('runbook', 'vpn', say('Wi-Fi and VPN', '无线网络与 VPN')),
      choice('something-else'),
      choice('person'),
    ],
    [
      { kind: 'which-runbook', listed: true },
      choice('runbook', 'sign-in', say('Microsoft 365 sign-in', 'Microsoft 365 登录')),
      choice('runbook', 'outlook', 'Outlook'),
      choice('runbook', 'printing', say('Printing', '打印')),
      choice('runbook', 'skype-sign-in', 'Skype for Business'),
      choice('more', '1'),
      choice('something-else'),
    ],
    [
      { kind: 'symptoms', runbook: say('Wi-Fi and VPN', '无线网络与 VPN'), known: known(say) },
      choice('pick'),
      choice('more', '1'),
      choice('something-else'),
      choice('person'),
      choice('back'),
    ],
    [
      {
        kind: 'question',
        title: '',
        question: say('When does it ask for the password?', '什么时候要求输入密码？'),
        help: null,
        runbook: 'Outlook',
      },
      choice('pick', 'outlook/asks-always', say('Each time Outlook starts', '每次启动 Outlook 时')),
      choice('pick', 'outlook/asks-sending', say('Only when sending', '只在发送邮件时')),
      choice('something-else'),
      choice('person'),
    ],
    [
      { kind: 'not-understood', known: [] },
      choice('runbook', 'sign-in', say('Microsoft 365 sign-in', 'Microsoft 365 登录')),
      choice('runbook', 'vpn', say('Wi-Fi and VPN', '无线网络与 VPN')),
      choice('person'),
      choice('back'),
    ],
    [
      { kind: 'help', subjects: [say('Signing in', '登录'), 'Outlook', say('Printing', '打印')] },
      choice('topics'),
      choice('person'),
      choice('back'),
      choice('start-over'),
      choice('status'),
      choice('language'),
    ],
    [{ kind: 'notice', notice: { code: 'other-language', language: 'de' } }],
    [
      { kind: 'stage', ...certificateStage(say, symptom), runbook: say('Signing in', '登录') },
      ...stageChoices(),
    ],
    [
      {
        kind: 'notice',
        notice: {
          code: 'noted',
          values: {
            date: '2026-11-20',
            time: '09:30',
            address: 'bobk@contoso.com',
            device: 'ThinkPad X1, Windows 11',
            network: 'home',
          },
          on: 'evidence',
        },
      },
    ],
    ...(['helpdesk', 'requester'] as const).flatMap((by): [ReplyBody][] => [
      [{ kind: 'notice', notice: { code: 'why-urgent', by } }],
      [{ kind: 'notice', notice: { code: 'urgent', by, number: null } }],
      [{ kind: 'notice', notice: { code: 'urgent', by, number: 'SP-1001' } }],
    ]),
    ...(['expected', 'open', 'closed', 'late', 'unknown', 'taken', 'waiting'] as const).map(
      (standing): [ReplyBody] => [
        {
          kind: 'notice',
          notice: {
            code: 'answer-time',
            number: 'SP-1001',
            standing,
            when: '2026-11-30T09:00:00.000Z',
            timeZone: 'Asia/Shanghai',
          },
        },
      ],
    ),
    [
      {
        kind: 'sent',
        number: 'SP-1001',
        ticket: sampleTicket(locale),
        answer: { by: '2026-11-30T09:00:00.000Z', opensAt: '2026-11-30T07:00:00.000Z' },
      },
      choice('status'),
    ],
  ];
  return bodies.map(([body, ...choices], index) => ({
    ...body,
    id: `reply-${index + 1}`,
    locale,
    choices,
  }));
}

/** The first sample of one kind. */
export function sampleReply<Kind extends ReplyKind>(
  kind: Kind,
  locale: Locale,
): Extract<Reply, { kind: Kind }> {
  const isKind = (reply: Reply): reply is Extract<Reply, { kind: Kind }> => reply.kind === kind;
  const found = sampleReplies(locale).find(isKind);
  if (found === undefined) throw new Error(`There is no sample of a ${kind} reply.`);
  return found;
}

type Say = (english: string, chinese: string) => string;

function choice(verb: Verb, value: string | null = null, label: string | null = null): Choice {
  return { verb, value, label };
}

function other(locale: Locale): Locale {
  return locale === 'en' ? 'zh-CN' : 'en';
}

function stageChoices(): Choice[] {
  return [
    choice('fixed'),
    choice('no-change'),
    choice('cannot'),
    choice('not-this'),
    choice('back'),
  ];
}

function examples(say: Say): string[] {
  return [
    say('Server is temporarily unavailable', '服务器暂时不可用'),
    say("My computer's date is wrong and I can't sign in", '电脑日期不对，登录不上'),
  ];
}

function known(say: Say): { value: string; title: string }[] {
  return [
    {
      value: 'sign-in/trust-dialog',
      title: say('“Cannot verify that the server is trusted…”', '“无法验证服务器是否受信任……”'),
    },
    {
      value: 'sign-in/mistyped',
      title: say('Wrong address, user name or password', '登录地址、用户名或密码错误'),
    },
    { value: 'sign-in/forgotten', title: say('Forgotten password', '忘记密码') },
    { value: 'sign-in/clock-skew', title: say('The clock is wrong', '系统时间不准确') },
    { value: 'sign-in/sip-disabled', title: say('“User is not SIP enabled”', '“用户未启用 SIP”') },
  ];
}

function ticketUpdateOf(say: Say, symptom: string): TicketUpdate[] {
  return [
    { code: 'taken', by: 'Alice A' },
    {
      code: 'replied',
      by: 'Alice A',
      text: say(`We are working on “${symptom}”.`, `我们正在处理“${symptom}”。`),
    },
    {
      code: 'asked',
      by: null,
      text: say('Does it happen on another computer, too?', '换一台电脑也会这样吗？'),
    },
    { code: 'reopened', by: 'Alice A' },
    { code: 'closed', days: 5 },
  ];
}

function source(say: Say, anchor: string, english: string, chinese: string): SourceView {
  return {
    document: say('Troubleshooting sign-in errors', '登录错误疑难解答'),
    heading: say(english, chinese),
    url: `https://docs.example.com/troubleshooting-sign-in-errors#${anchor}`,
  };
}

function certificateStage(say: Say, symptom: string): StageView {
  return {
    symptom,
    understood: true,
    cause: say('The saved credentials are damaged', '保存的凭据已损坏'),
    why: say(
      'The client signs in with a certificate it keeps on this computer. If that copy is damaged, every sign-in fails until a new one is fetched.',
      '客户端使用保存在本机的证书登录。如果该证书已损坏，在重新获取证书之前将一直无法登录。',
    ),
    title: say('Delete the certificate so that a new one is issued', '删除证书，以便重新颁发'),
    stageWhy: say(
      'A fresh certificate is fetched at the next sign-in.',
      '下次登录时会自动获取新的证书。',
    ),
    stage: 1,
    stages: 3,
    steps: [
      say(
        'Press **Start**, choose **Run**, type `certmgr.msc`, then press **OK**.',
        '点击**开始** > **运行**，输入 `certmgr.msc`，然后点击**确定**。',
      ),
      say('Open **Personal**, then **Certificates**.', '依次双击**个人**和**证书**。'),
      say(
        'Sort by **Issued By** and find the one issued by Communications Server.',
        '按**颁发者**排序，找到由 Communications Server 颁发的证书。',
      ),
      say('Right-click it and choose **Delete**.', '右键点击该证书，选择**删除**。'),
    ],
    table: null,
    notes: [
      {
        tone: 'warning',
        text: say(
          'Delete only the certificate issued by Communications Server.',
          '只删除由 Communications Server 颁发的证书。',
        ),
      },
      {
        tone: 'note',
        text: say('You will be asked for your password once more.', '之后会再次要求您输入密码。'),
      },
    ],
    links: [],
    source: source(
      say,
      'update-security-credentials',
      'Update security credentials',
      '更新安全凭据',
    ),
    errata: [],
  };
}

function firewallStage(say: Say): StageView {
  return {
    symptom: say('“Sign-in address not found”', '“找不到登录地址”'),
    understood: false,
    cause: say('The firewall stops the sign-in assistant', '防火墙拦截了登录助手'),
    why: say(
      'Requests of `msoidsvc.exe` do not get past the external firewall or proxy.',
      '`msoidsvc.exe` 的请求无法通过外部防火墙或代理服务器。',
    ),
    title: say('Add an application entry', '添加应用程序条目'),
    stageWhy: say(
      'It lets the sign-in assistant through without the proxy client.',
      '让登录助手不经过代理客户端直接连接。',
    ),
    stage: 1,
    stages: 1,
    steps: [
      say('In the left pane, click **Networking**.', '在左侧窗格中，点击**网络**。'),
      say(
        'Under **Tasks**, click **Configure Client Settings**, then **New**.',
        '在**任务**下，点击**配置客户端设置**，然后点击**新建**。',
      ),
      say('Enter both rows of the table.', '添加表格中的两行设置。'),
    ],
    table: {
      columns: [say('Application', '应用程序'), say('Key', '键'), say('Value', '值')],
      rows: [
        ['`msoidsvc`', 'Disable', '0'],
        ['`msoidsvc`', 'DisableEx', '0'],
      ],
    },
    notes: [],
    links: [
      {
        url: 'https://support.example.com/kb/2409256',
        title: say('A firewall blocks the connection (KB 2409256)', '防火墙阻止连接（KB 2409256）'),
      },
      {
        url: 'https://support.example.com/kb/2566790',
        title: say('Troubleshooting DNS (KB 2566790)', 'DNS 配置疑难解答（KB 2566790）'),
      },
    ],
    source: source(say, 'add-a-firewall', 'Add a firewall entry', '添加防火墙条目'),
    errata: [
      {
        documentSays: 'sipdir.online.microsoft.com',
        correct: 'sipdir.online.lync.com',
        reason: say(
          'The first name does not exist; a later edition of the document names the second.',
          '前一个名称并不存在，文档的后续版本已改为后者。',
        ),
      },
    ],
  };
}

function lastResort(say: Say): StageView {
  return {
    ...firewallStage(say),
    symptom: null,
    title: say('Follow the general sign-in guide', '按照通用登录指南排查'),
    stageWhy: say(
      'It covers what is left: network, updates, and the service itself.',
      '指南涵盖其余的常见因素：网络、更新以及服务本身。',
    ),
    steps: [
      say('Open the guide and go through its checks from the top.', '打开指南，从头开始逐项检查。'),
      say('Restart the client and sign in again.', '重新启动客户端，然后再次登录。'),
    ],
    table: null,
    source: {
      document: say('General sign-in guide', '通用登录指南'),
      heading: null,
      url: 'https://docs.example.com/general-sign-in-guide',
    },
    errata: [],
  };
}

function handoff(say: Say): Extract<ReplyBody, { kind: 'handoff' }>['view'] {
  return {
    symptom: say('“User is not SIP enabled”', '“用户未启用 SIP”'),
    understood: true,
    cause: say('An attribute in the directory still says no', '目录中的属性仍为“否”'),
    why: say(
      'Your account was once on a server that is gone, and `msRTCSIP-UserEnabled` was never set back.',
      '您的帐户曾位于已停用的服务器上，`msRTCSIP-UserEnabled` 一直没有改回来。',
    ),
    fix: say(
      'Set the attribute to TRUE and synchronize the directory',
      '将该属性设为 TRUE 并同步目录',
    ),
    source: source(
      say,
      'update-user-settings',
      'Update user settings in Active Directory',
      '更新 Active Directory 中的用户设置',
    ),
    more: true,
  };
}

function evidenceForm(say: Say): Extract<ReplyBody, { kind: 'evidence' }> {
  return {
    kind: 'evidence',
    values: {
      address: 'bobk@contoso.com',
      errorText: say(
        'There was a problem acquiring a personal certificate required to sign in.',
        '获取登录所需的个人证书时出现问题。',
      ),
    },
    problems: {},
    guides: [
      {
        title: say('Client log files', '客户端日志文件'),
        steps: [
          say(
            'Turn logging on under **Options**, **General**.',
            '在**选项** > **常规**中打开日志记录。',
          ),
          say(
            'Sign in again, then open `%LocalAppData%\\Tracing` and attach the newest file.',
            '重新登录，然后打开 `%LocalAppData%\\Tracing` 并附上最新的文件。',
          ),
        ],
        command: null,
        notes: [
          {
            tone: 'note',
            text: say('Turn logging off again afterwards.', '完成后请关闭日志记录。'),
          },
        ],
        links: [
          {
            url: 'https://support.example.com/logs',
            title: say('Turn on error logs', '打开错误日志'),
          },
        ],
        source: source(say, 'collect-more-information', 'Collect more information', '收集更多信息'),
      },
      {
        title: say('Windows events', 'Windows 事件'),
        steps: [
          say('Open a command prompt and run the command.', '打开命令提示符，运行以下命令。'),
        ],
        command:
          'wevtutil qe Application /c:20 /rd:true /f:text > "%USERPROFILE%\\Desktop\\events.txt"',
        notes: [],
        links: [],
        source: source(say, 'collect-more-information', 'Collect more information', '收集更多信息'),
      },
    ],
    files: ['error.png'],
    asksName: true,
  };
}

function evidenceWithProblems(say: Say): Extract<ReplyBody, { kind: 'evidence' }> {
  return {
    ...evidenceForm(say),
    values: {
      date: say('yesterday', '昨天'),
      time: '09:30',
      address: 'bobk',
      device: say('Laptop, Windows 11', '笔记本电脑，Windows 11'),
      clientVersion: '16.0.17328.20000',
      network: 'vpn',
      impact: 'several',
      errorText: 'Server is temporarily unavailable',
      notes: say('Worked last week.', '上周还正常。'),
      phone: '+49 30 1234567',
      place: say('Berlin office, room 4.12', '上海办公室 4 楼'),
    },
    problems: { date: 'not-a-date', address: 'not-an-address' },
    guides: [],
    files: [],
  };
}
