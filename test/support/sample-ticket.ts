import type { Locale } from '../../src/i18n/locale.ts';
import { type TicketDraft, ticketDraftSchema } from '../../src/tickets/payload.ts';

/** A ticket with something in every field, valid by its schema. */
export function sampleTicket(locale: Locale): TicketDraft {
  const say = (english: string, chinese: string) => (locale === 'en' ? english : chinese);
  const symptom = say(
    'Problem acquiring a personal certificate',
    '获取登录所需的个人证书时出现问题',
  );
  const source = {
    document: say('Troubleshooting sign-in errors', '登录错误疑难解答'),
    heading: say('Update security credentials', '更新安全凭据'),
    url: 'https://docs.example.com/troubleshooting-sign-in-errors#update-security-credentials',
  };
  return ticketDraftSchema.parse({
    version: 2,
    idempotencyKey: '3f0c9c1e-6a52-4f6b-9c1d-0e5a8b7d4c21',
    createdAt: '2026-11-22T09:41:00.000Z',
    title: symptom,
    priority: 'high',
    urgency: say('Payroll is due today.', '今天要发工资。'),
    requester: {
      channel: 'teams',
      id: '29:sample',
      name: 'Bob K',
      address: 'bobk@contoso.com',
      email: null,
      phone: '+86 138 1234 5678',
      jobTitle: say('Accountant', '会计'),
      place: say('Shanghai office, floor 4', '上海办公室 4 楼'),
      bestTime: null,
      locale,
      timeZone: 'Asia/Shanghai',
    },
    report: {
      text: say(
        'There was a problem acquiring a personal certificate required to sign in. My password is [masked: password].',
        '获取登录所需的个人证书时出现问题。我的密码是 [masked: password]。',
      ),
      language: locale,
      at: '2026-11-22T09:20:00.000Z',
      more: [
        { text: say('It also happens at home.', '在家里也一样。'), at: '2026-11-22T09:30:00.000Z' },
      ],
    },
    match: {
      runbook: 'sign-in',
      digest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      symptom: 'personal-certificate',
      title: symptom,
      confidence: 0.93,
      why: say('words: personal, certificate, sign in', '关键词：个人、证书、登录'),
    },
    attempts: [
      attempt(
        'cached-data',
        say('Delete the cached sign-in data', '删除缓存的登录信息'),
        'no-change',
      ),
      attempt(
        'certificate',
        say('Delete the certificate so that a new one is issued', '删除证书，以便重新颁发'),
        'no-change',
      ),
      attempt('rsa-folder', say('Delete the RSA folder', '删除 RSA 文件夹'), 'cannot'),
    ],
    ruledOut: [
      {
        cause: 'dns',
        title: say('DNS records are missing', '缺少 DNS 记录'),
        because: say(
          'Does your address end in your own domain? No',
          '登录地址使用贵单位自己的域名吗？否',
        ),
      },
    ],
    facts: [
      {
        fact: 'plan',
        question: say(
          'Which kind of plan does your organization have?',
          '贵单位使用的是哪种套餐？',
        ),
        answer: say('Enterprise (Plan E)', '企业版（计划 E）'),
        from: 'configuration',
      },
      {
        fact: 'sso',
        question: say(
          "Does your organization's own sign-in page take over?",
          '登录时会转到贵单位自己的登录页面吗？',
        ),
        answer: 'unknown',
        from: 'requester',
      },
    ],
    environment: {
      occurredAt: { local: '2026-11-22T09:15', timeZone: 'Asia/Shanghai' },
      signInAddress: 'bobk@contoso.com',
      device: say('Laptop, Windows 11', '笔记本电脑，Windows 11'),
      clientVersion: '16.0.17328.20000',
      network: 'vpn',
      impact: 'several',
    },
    evidence: {
      errorText: say(
        'There was a problem acquiring a personal certificate required to sign in.',
        '获取登录所需的个人证书时出现问题。',
      ),
      notes: null,
      eventDetails: 'Log Name: Application\nSource: Lync\nEvent ID: 11\nLevel: Error',
      files: [{ name: 'error.png', type: 'image/png', bytes: 48_213, sha256: null }],
    },
    recommendedFixes: [
      {
        cause: 'rsa-folder',
        title: say('Remove the RSA folder as an administrator', '以管理员身份删除 RSA 文件夹'),
        why: say('It may block authentication.', '该文件夹可能会阻止身份验证。'),
        stages: [
          stage(say('Delete the folder', '删除文件夹'), source),
          stage(say('Sign in again', '重新登录'), {
            document: say('Sign in to the client', '登录客户端'),
            heading: null,
            url: 'https://docs.example.com/sign-in',
          }),
        ],
        source,
      },
    ],
    transcript: [
      { at: '2026-11-22T09:20:00.000Z', by: 'requester', did: 'said', text: 'certificate' },
      { at: '2026-11-22T09:20:01.000Z', by: 'signpost', did: 'showed', card: 'stage', text: null },
    ],
    completeness: { score: 72, missing: ['clientVersion', 'device'] },
  });
}

function stage(title: string, source: object): object {
  return { title, audience: 'admin', steps: [title], notes: [], links: [], source };
}

function attempt(stage: string, title: string, outcome: string): object {
  return { cause: 'credentials', stage, title, outcome, at: '2026-11-22T09:25:00.000Z' };
}
