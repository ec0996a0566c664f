/**
 * Concepts of signing in and their names: aliases in both languages, separated by ` | `.
 * Inflections need no separate alias (see `stem`), and neither do contractions: `can't` and `isn't`
 * are read as `not`.
 */
export const SIGN_IN_CONCEPTS: Readonly<Record<string, string>> = {
  'sign-in':
    'sign in | signin | sign on | signon | log in | login | log on | logon | logging on | log me in | ' +
    'let me in | lets me in | let anyone in | let us in | logs me in | sign me in | sign you in | sign anyone in | ' +
    'sign us in | get in | gets in | get into | got into | go in | logging me in | logged in | signed in | 登录 | 登入 | ' +
    '登不上 | 登不进 | 登不了 | 登不上去 | 登不进去 | 登上 | 登上去 | 登进去 | 登进 | 登录不了 | 登录不上 | 登录不进 | ' +
    '登录不进去 | 登录不上去 | 进不去 | 进不了 | 上不去 | 登 | 签入',
  'sign-in-assistant':
    'sign in assistant | sign on assistant | signin assistant | login assistant | ' +
    '登录助手 | 登录助理',
  'delete-sign-in-info':
    'delete my sign in info | delete sign in info | deleted the sign in info | delete my sign in information | ' +
    'remove my sign in info | clear sign in info | cached sign in data | delete the sign in info | ' +
    '删除我的登录信息 | 删除登录信息 | 清除登录信息 | 删了登录信息 | 缓存的登录数据 | 登录缓存',
  address:
    'address | email address | e mail address | mail address | upn | user principal name | uri | ' +
    '地址 | 邮箱地址 | 邮件地址 | 电子邮件地址 | 登录邮箱 | 邮箱账号',
  'user-name':
    'user name | username | login name | logon name | sign in name | signin name | login id | ' +
    'user id | userid | account name | 用户名 | 登录名 | 登录账号 | 账户名 | 用户账号 | 使用者名称',
  account: 'account | acct | 账号 | 账户 | 帐号 | 帐户',
  user: 'user | users | usr | 用户 | 使用者',
  password:
    'password | passwd | passcode | pass word | passphrase | pass phrase | pwd | pw | psw | ' +
    '密码 | 口令',
  credentials:
    'credential | creds | cred | logon detail | login detail | sign in detail | account info | account information | ' +
    'logon info | login info | sign in info | sign in information | 登录信息 | login data | logon data | 凭据 | 凭证 | 登录凭据 | 凭據',
  'domain-and-user': 'domainanduser | domain user | domain and user | 域名加用户名',
  format: 'format | look like | looks like | formatted | notation | 格式 | 写法',
  mistyped:
    'mistype | mistyped | typo | misspell | misspelled | misspelt | typed wrong | wrongly typed | spelling | ' +
    'typed it wrong | caps lock | 输错 | 打错 | 输入错误 | 写错 | 拼错 | 敲错 | 填错 | 没输错',
  forgotten:
    'forgot | forget | no longer know | no longer remember | not know her password | not know his password | not know password | not know their password | forgotten | forgetting | not remember | can no longer remember | not recall | ' +
    'cant recall | lost my password | lost password | not know my password | not know the password | no idea what | ' +
    'no idea | slip my mind | slipped my mind | blanked on | blank on | recover | retrieve my password | forgot it | ' +
    'misplaced | no memory of | memory | remember | recall | lost | 忘 | 忘了 | 忘记 | 忘掉 | 忘光 | 忘记了 | 想不起 | 想不起来 | 记不住 | ' +
    '记不清 | 记不得 | 记不起 | 不记得 | 找回 | 丢了 | 弄丢 | 遗忘 | 记不住了',
  reset:
    'reset | rest it | re set | new password | set a new password | set a new one | password reset | pw reset | ' +
    '重置 | 重设 | 重新设置 | 重新设 | 改密码 | 修改密码 | 新密码 | 初始化密码',
  'temporary-password': 'temp | temporary | temporary password | temp password | 临时 | 临时密码',
  expired: 'expire | expired | expiry | 过期 | 到期 | 失效',
  locked: 'locked out | locked | lock out | lockout | 锁定 | 被锁 | 锁了 | 冻结',
  license:
    'license | licence | licenced | licensed | unlicensed | unlicenced | licensing | relicense | ' +
    'entitlement | entitled | 许可证 | 许可 | 授权 | 执照 | 许可权 | 未被授权 | 获得许可',
  plan: 'plan | subscription | subscribe | 套餐 | 订阅 | 订阅计划 | e1 | e3 | e5',
  assign:
    'assign | assigned | allocate | allocated | grant | granted | given | 分配 | 指派 | 分给 | 开给',
  registered:
    'register | registered | provision | provisioned | unprovisioned | 注册 | 登记 | 开户',
  'opened-for': 'set up for | set up to use | not set up | 开通 | 没开通 | 未开通 | 没给开',
  newcomer:
    'new hire | new employee | new starter | new joiner | new colleague | trainee | intern | ' +
    'new user | newcomer | first week | just started | joined last | onboarding | 新员工 | 新同事 | 新人 | 入职 | 实习生 | 刚入职 | 新来的',
  enabled: 'enable | enabled | activate | activated | 启用 | 起用 | 激活',
  disabled:
    'disable | disabled | deactivate | deactivated | 禁用 | 停用账号 | 被禁 | 被关了 | 关了 | 被关闭 | switched off | turned off',
  certificate: 'certificate | cert | certs | 证书',
  personal: 'personal | 个人',
  acquire:
    'acquire | acquiring | acquisition | obtain | obtained | get hold of | fetch | fetching | ' +
    'retrieve | 获取 | 获得 | 拿到 | 拿不到 | 取得 | 取不到 | 得到 | 获取不到 | 获取失败',
  required: 'required | require | needed | needs to | 所需 | 需要的 | 必需',
  verify:
    'verify | verified | verifying | validate | confirm | authenticity | 验证 | 核实 | 确认 | 校验',
  trusted:
    'trust | trusted | untrusted | trustworthy | mistrust | trusts | 信任 | 受信任 | 可信 | 可信任 | 不受信任 | 信不信任 | 信得过',
  always: 'always | 始终 | 总是 | 永远',
  'connect-anyway':
    'connect anyway | connect anyways | continue anyway | continue connecting | ' +
    '仍要连接 | 是否仍要连接 | 还要继续连接 | 要不要继续连 | 继续连接 | 继续连 | 是否连接 | 点连接 | 是否继续连接',
  'first-time':
    'first time | first sign in | first start | first login | first launch | 首次 | 第一次 | 初次',
  'group-policy': 'group policy | gpo | 组策略',
  registry: 'registry | regedit | registry key | 注册表 | 注册表项',
  authentication:
    'authentication | authenticate | auth | authenticator | 身份验证 | 身份认证 | 验证服务 | 认证',
  authorization: 'authorization | authorisation | authorise | authorize | 授权问题',
  incompatible:
    'incompatible | not compatible | compatible | compatibility | ' +
    'not supported | unsupported | no longer supported | not support | 不兼容 | 兼容 | 不支持 | 不再支持',
  version:
    'version | build | release | edition | 版本 | 版本号 | 旧版 | 新版 | 老版本 | 旧版本 | 新版本 | 版',
  outdated:
    'out of date | outdated | too old | old | older | obsolete | ancient | legacy | 太旧 | 太老 | 过低 | 太低 | 旧 | 老 | ' +
    '过旧 | 旧版 | 老版本 | 旧版本 | 陈旧 | 较旧 | 版本低 | 版本过期',
  update:
    'upgrade | update | newer | latest version | latest | newest | up to date | 升级 | 更新 | 最新 | 新版 | 新版本 | 最新版',
  reinstall:
    'reinstall | re install | uninstall | remove and install | install again | fresh install | ' +
    '重装 | 卸载 | 卸载重装 | 重新安装 | 重新装 | 卸了重装',
  install: 'install | installed | installation | setup | 安装 | 装了 | 装的 | 装错',
  client: 'client | client software | 客户端',
  program: 'program | programme | software | application | app | 程序 | 软件 | 应用程序 | 应用',
  wrong:
    'wrong | incorrect | incorrectly | invalid | bad | not correct | not right | not valid | mistake | mistaken | not match | ' +
    'false one | ' +
    '不正确 | 错误 | 有误 | 不对 | 错 | 错了 | 无效 | 设错 | 未正确 | 输错 | 打错 | 不是正确',
  correct: 'correct | correctly | right | 正确 | 没错 | 无误',
  rejected:
    'reject | rejected | refuse | refused | not accept | not accepted | not take | not like my | decline | declined | ' +
    'turned down | keeps asking for | asks again | deny | denied | 拒绝 | 不接受 | 被拒 | 不认 | 反复要求 | 一直要求 | 不让',
};
