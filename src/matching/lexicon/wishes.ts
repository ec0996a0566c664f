/**
 * Roles of words in asking for a person, a ticket or to hand in logs; `../wishes.ts` combines them.
 */
export const INTENT_WORDS: Readonly<Record<string, string>> = {
  talk:
    'talk to | speak to | speak with | talk with | chat with | connect me | connect me to | connect me with | transfer me | put me through | ' +
    'get me | give me | i want | i need | i would like | can i have | call me | hand me over | forward me | let me talk | send me to | pass me | ' +
    'is there | need | want | please call | contact | report this to | report it to | report to | get a | get an | get hold of | ' +
    '转 | 转接 | 转到 | 找 | 联系 | 请安排 | 安排 | 叫 | 我要 | 我想找 | 想找 | 想要 | 要 | 接 | 接通 | 找个 | 叫个 | 派个 | 找位 | 派人 | 跟 | 和 | 派 | 有没有 | 让 | 换 | 需要',
  person:
    'human | human being | real person | live person | a person | actual person | agent | live agent | human agent | support agent | operator | ' +
    'technician | support engineer | an engineer | it guy | it person | representative | help desk | helpdesk | service desk | it support | ' +
    'tech support | technical support | live chat | real human | it department | it team | someone from support | someone from it | ' +
    'someone in it | someone real | support staff | someone from the helpdesk | somebody from it | somebody from support | ' +
    '人工 | 人工服务 | 人工客服 | 客服 | 真人 | 工程师 | 技术员 | 技术支持 | 支持人员 | 服务台 | 活人 | 帮助台 | 运维 | 技术人员 | 人工坐席 | 坐席 | 专人 | it 同事 | it 部门',
  someone: 'someone | somebody | anyone | anybody | support | 同事',
  escalate:
    'escalate | escalate this | escalation | hand this over | pass this on | 升级处理 | 升级给 | 转给',
  speak:
    'talk to | speak to | speak with | talk with | chat with | connect me to | connect me with | transfer me to | put me through to | ' +
    'talk to a | talk to some | call me | phone me | 跟 | 和 | 找个 | 找 | 联系 | 安排',
  'person-asked-for':
    '转人工 | 转人工客服 | 人工客服 | 人工服务 | 找人工 | 我要人工 | 真人客服 | 联系客服 | 联系人工 | 转接人工 | 找真人 | 需要人工 | 接人工 | 找客服 | 人工处理 | 人工帮助 | ' +
    'talk to a person | talk to a human | talk to someone | speak to someone | speak with someone | speak to a human | chat with someone | ' +
    'talk to support | contact support | reach support | call me back | call back please | contact an agent | live agent please | human please | real person please | have someone call me | ask someone to call me | ' +
    'can someone call me | could someone call me | please call me | get someone to call me | send someone | send somebody | ' +
    'someone needs to look at this | i give up | 派人 | 派个人 | 找个人来 | 找人来 | 让人来 | 打电话给我 | 给我打电话 | 回电',
  file:
    'open | create | raise | log | log a | file | submit | make | start | new | put in | lodge | open up | opening | raising | creating | get | ' +
    'want | need | i want | 提交 | 提 | 开 | 开个 | 开一个 | 创建 | 建 | 新建 | 报 | 我要 | 填 | 发起 | 走 | 提个 | 建个 | 下个 | 想要',
  ticket:
    'ticket | a ticket | support ticket | support case | a case | incident | an incident | support request | help ticket | service request | ' +
    'ticket with it | 工单 | 报修单 | 报障单 | 服务单 | 报修 | 报障 | 服务请求 | 事件单 | 支持单',
  'hand-in':
    'send | send you | sending | upload | attach | submit | hand in | provide | share | collect | collected | gather | gathered | export | get | give | ' +
    'turn on | switch on | enable | activate | find | where are | where is | where do i | where can i | where to | what | which | how do i | how can i | ' +
    'how to | need | want | install | run | use | deliver | forward | save | saved | pull | grab | capture | i have | do you need | you want | here are | read | ' +
    '提交 | 上传 | 发 | 发送 | 发给 | 给你 | 交 | 收集 | 导出 | 打开 | 开启 | 启用 | 怎么 | 如何 | 哪里 | 在哪 | 什么 | 哪些 | 需要 | 提供 | 获取 | 抓 | 附上 | 安装 | 查看 | 找',
  'where-to':
    'send | sent | go | you | upload | attach | stored | located | saved | need | required | collected | turned on | enabled | to you | here | ' +
    '发给 | 发到 | 提交 | 上传 | 发送 | 在哪 | 在哪里 | 怎么 | 哪里 | 交给 | 给谁 | 放在 | 打开 | 开启 | 收集 | 导出 | 抓 | 需要 | 已经',
  logs:
    'logs | log | log file | log files | logfile | logfiles | error log | error logs | trace | traces | trace file | trace files | tracing | ' +
    'diagnostic | diagnostics | diagnostic data | diagnostic logs | event viewer | event log | event logs | windows event | windows events | windows event log | ' +
    'event details | event viewer entries | etl file | logging | dump file | troubleshooting info | ' +
    '日志 | 日志文件 | 错误日志 | 事件日志 | 事件查看器 | 跟踪文件 | 诊断信息 | 诊断日志 | 诊断数据 | 事件详细信息',
  /** Looks like a log, but isn't one. */
  none: '联系人 | 联系方式 | 联系电话 | log in | log on | log into | log me in | log us in | log him in | log her in | log them in | log anyone in | log out | log off | log back in | log you in',
};

/** Messages that are an intent as a whole once courtesies are removed; separated by ` | `. */
export const WHOLE_INTENTS = {
  person:
    'agent | human | person | real person | operator | ticket | support ticket | support | helpdesk | help desk | service desk | live chat | escalate | ' +
    'escalate this | escalate | call me | 人工 | 客服 | 工单 | 真人 | 报修 | 人工客服 | 服务台 | 升级 | logs | send logs | upload logs | 日志 | 提交日志',
  'start-over':
    'start over | restart | start again | begin again | start from scratch | restart from the beginning | from the beginning | new conversation | new chat | ' +
    'start new | reset the conversation | reset conversation | reset chat | start afresh | start anew | try again from the start | new problem | another problem | ' +
    '重新开始 | 从头开始 | 重来 | 重新来 | 重新来过 | 从头来 | 重开 | 重启对话 | 新问题 | 换个问题',
  back:
    'back | go back | previous | previous step | step back | undo | one step back | take me back | return | last step | go to previous step | ' +
    '返回 | 上一步 | 返回上一步 | 后退 | 回去 | 退回 | 回到上一步 | 退一步',
  status:
    'status | my status | what is my status | whats my status | what my status | my tickets | ticket status | status of my ticket | my ticket | where is my ticket | whats happening with my ticket | what is happening with my ticket | ' +
    'any news | any update | any updates | any news on my ticket | any update on my ticket | where am i | where are we | progress | ' +
    '状态 | 进度 | 工单状态 | 工单进度 | 我的工单 | 我的工单处理到哪了 | 工单处理到哪了 | 处理得怎么样了 | 处理到哪了 | 有进展吗 | 有消息吗 | 查询进度 | 查工单 | 工单怎么样了',
  help:
    'help | menu | commands | options | what can you do | what do you do | how does this work | how do you work | who are you | what is this | help me | ' +
    'i need help | what are you | how do i use this | show help | ' +
    '帮助 | 菜单 | 你能做什么 | 你会什么 | 你会做什么 | 怎么用 | 怎么使用 | 使用说明 | 你是谁 | 功能 | 求助 | 救命 | 你可以做什么 | 你有什么功能',
} as const;

/** Words around an intent that don't change it. */
export const COURTESIES =
  'please | pls | plz | lets | let | let us | can we | could we | can you | could you | can i | i want to | i would like to | id like to | i want | thanks | thank you | ' +
  'the | a | an | to | now | just | ok | okay | hi | hello | hey | 请 | 吧 | 吗 | 呢 | 啊 | 我想 | 我要 | 帮我 | 麻烦 | 谢谢 | 一下 | 能不能 | 可以 | 好的 | 了';

/** Names of the supported languages, and the words that ask for them. */
export const LANGUAGE_NAMES = {
  en: 'english | in english | 英文 | 英语 | eng',
  'zh-CN':
    'chinese | mandarin | in chinese | 中文 | 汉语 | 普通话 | 简体 | 简体中文 | 中国话 | 国语 | zhongwen',
} as const;

export const LANGUAGE_VERBS =
  'switch | switch to | change | change to | speak | use | prefer | talk | reply | answer | language | do you speak | can you speak | continue in | write in | in | ' +
  '说 | 讲 | 用 | 换 | 换成 | 切换 | 切换到 | 切换成 | 改成 | 改为 | 改用 | 回复 | 会说 | 会讲 | 语言';

export const LANGUAGE_CHANGES =
  'language | change language | change the language | switch language | switch the language | another language | other language | different language | ' +
  '语言 | 切换语言 | 换语言 | 更改语言 | 换种语言 | 改语言 | 换个语言';
