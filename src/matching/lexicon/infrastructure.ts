/** Concepts of servers, names, networks and clocks. Same format as `SIGN_IN_CONCEPTS`. */
export const INFRASTRUCTURE_CONCEPTS: Readonly<Record<string, string>> = {
  server: 'server | servers | 服务器 | 伺服器 | 服务端',
  unavailable:
    'unavailable | not available | outage | disconnected | connection lost | connection was lost | unreachable | not reachable | not reach | ' +
    'not be reached | not responding | not respond | not contact | not connect | not connect to the server | not connecting | offline | is down | ' +
    'trouble connecting | problem connecting | not connecting to the server | not be contacted | unresponsive | ' +
    'server is down | out of service | no response from | ' +
    '不可用 | 连不上 | 连接不上 | 连接不到 | 连不到 | 无法连接 | 断开 | 连接断开 | 断线 | 没有响应 | 没响应 | 未响应 | 无响应 | ' +
    '宕机 | 挂了 | 连接到服务器时遇到问题 | 无法访问 | 不能连接 | 无法提供服务',
  temporarily:
    'temporarily | temporary | temporary not | temporarily not | at the moment | right now | currently | for now | ' +
    'at present | try later | try again later | momentarily | later | ' +
    '暂时 | 目前 | 当前 | 暂 | 现在 | 稍后再试 | 稍后 | 过一会儿 | 过会儿 | 一会儿再试 | 晚点再试',
  dns: 'dns | domain name system | domain name service | name server | nameserver | 域名系统 | 域名解析 | 解析',
  'dns-record':
    'cname | srv | srv record | a record | dns record | record | records | autodiscover | auto discover | ' +
    'autodiscovery | 记录 | 解析记录',
  domain: 'domain | domain name | 域名 | 域 | 网域 | 网址域名',
  custom:
    'custom | vanity | own domain | our domain | custom domain | vanity domain | company domain | new domain | ' +
    '自定义 | 自定义域 | 自定义域名 | 自有域名 | 自己的域名 | 新域名 | 自己的域 | 公司域名 | 自定的域',
  'domain-controller': 'domain controller | dc | 域控 | 域控制器',
  changed:
    'change | changed | switch | switched | move | moved | migrate | migrated | migration | modify | modified | ' +
    'transfer | cut over | cutover | added | swap | 换 | 换了 | 改 | 改了 | 改完 | 改过 | 更换 | 修改 | 变更 | 更改 | 迁移 | 切换 | 变了 | ' +
    '刚换 | 刚改 | 搬到 | 迁到 | 添加',
  renamed:
    'rename | renamed | got married | married | surname | last name | maiden name | name change | changed name | ' +
    'new name | different name | 改名 | 改姓 | 结婚 | 更名 | 换名字 | 改了名字',
  recently:
    'just | yesterday | today | this morning | this afternoon | last night | last week | an hour ago | ' +
    'hours ago | recently | since then | on monday | on friday | over the weekend | newly | ' +
    '昨天 | 今天 | 刚 | 刚刚 | 刚才 | 昨晚 | 早上 | 上周 | 前天 | 最近 | 周末',
  'how-long':
    'how long | how many hours | how soon | how many days | when will | do we just wait | just wait | wait | waiting | ' +
    '72 hours | 48 hours | 24 hours | is it normal | until it works | yet | not yet | still not | ' +
    '多久 | 多长时间 | 几小时 | 几个小时 | 等多久 | 什么时候 | 72 小时 | 48 小时 | 24 小时 | 要等 | 等待 | 还没',
  propagate:
    'propagate | propagation | replicate | replication | spread | take effect | ' +
    'go live | come through | become active | active | ' +
    '传播 | 生效 | 起作用 | 扩散 | 同步到 | 全球同步 | 更新到 | 同步完',
  missing:
    'missing | absent | lack | not there | not set up | not setup | not exist yet | forgotten record | not configured | ' +
    '缺少 | 缺失 | 丢失 | 没加 | 没配 | 没配好 | 没配置 | 少了 | 没有添加 | 未配置 | 漏了',
  settings: 'setting | configuration | configure | configured | config | 设置 | 配置 | 设定 | 配好',
  clock:
    'clock | system clock | system time | computer time | time | date | date and time | device time | ' +
    'pc time | 时钟 | 时间 | 日期 | 系统时间 | 系统时钟 | 电脑时间 | 日期和时间 | 日期时间 | 钟',
  skewed:
    'out of sync | not in sync | unsynchronized | unsynchronised | not synchronised | not synchronized | ' +
    'not synced | minutes ahead | minutes behind | ahead | behind | minutes fast | minutes slow | runs fast | runs slow | ' +
    'skew | drift | drifted | differ | differs | difference | different from | minutes off | hour off | hours off | ' +
    'not match | mismatch | is off by | wrong by | minutes early | minutes late | is slow | is fast | ' +
    '慢 | 快 | 不同步 | 没同步 | 不一致 | 快了 | 慢了 | 差了 | 差 | 不准 | 对不上 | 偏差 | 走快 | 走慢 | 误差 | 相差 | 晚了 | 早了 | 时差 | 不准确 | 回到',
  synchronize:
    'sync | synced | synchronize | synchronise | synchronizing | synchronized | resync | 同步 | 对时 | 校时',
  'time-zone':
    'time zone | timezone | daylight saving | daylight savings | summer time | winter time | 时区 | 夏令时',
  'time-source':
    'ntp | time server | time source | w32time | w32tm | time service | 时间服务器 | 时间源 | 时间服务',
  'dead-battery':
    'cmos | cmos battery | bios battery | battery died | flat battery | battery empty | coin cell | battery was dead | ' +
    'motherboard battery | battery | 主板电池 | 纽扣电池 | 电池没电 | 电池 | cmos 电池',
  'year-long-gone': 'yearlonggone | 变成去年 | 变成了去年 | 去年',
  firewall: 'firewall | fire wall | 防火墙',
  proxy:
    'proxy | proxies | proxy server | web gateway | gateway | web filter | 代理 | 代理服务器 | 网关 | 上网代理',
  blocked:
    'block | blocked | blocking | stop it from | stops | go through | get through | let through | going through | ' +
    'going out | whitelist | allowlist | exception | exempt | filtered | prevent | dropped by | not pass | ' +
    '拦截 | 拦了 | 拦 | 挡 | 挡住 | 挡了 | 阻止 | 阻挡 | 放行 | 屏蔽 | 例外 | 封了 | 不通 | 白名单 | 过滤 | 不让过 | 通过',
  'not-found':
    'not found | notfound | not be found | not find | unable to find | not locate | not be located | ' +
    'not exist | no such | unknown address | not know my | not recognise | not recognize | ' +
    'not recognised | not recognized | never heard of | ' +
    '找不到 | 未找到 | 没找到 | 不存在 | 查无 | 没有找到 | 无法找到 | 查找不到 | 找不着 | 没有这个',
  federation:
    'adfs | ad fs | active directory federation services | active directory federation service | federation | ' +
    'federated | federation server | sts | 联合身份验证 | 联合身份验证服务 | 联合认证 | 联合服务器 | adf',
  'single-sign-on': 'single sign on | sso | single signon | 单点登录 | 单一登录',
  'self-signed':
    'self signed | self issued | own certificate | home made certificate | internal ca | private ca | ' +
    'not public | not from a public | issued by ourselves | 自签名 | 自签 | 自己签发 | 自己签 | 内部 ca | 自签发',
  'public-authority':
    'third party | 3rd party | public ca | certification authority | certificate authority | public authority | ' +
    'verisign | thawte | digicert | globalsign | public certificate | ca | ' +
    '第三方 | 证书颁发机构 | 颁发机构 | 公共 ca | 公网证书 | 受信任的机构',
  ssl: 'ssl | tls | secure sockets layer | secure socket layer | 安全套接字层',
  sip: 'sip | session initiation protocol | sip user',
  directory: 'active directory | ad | directory services | 活动目录 | ad 域',
  attribute: 'attribute | flag | property | 属性',
  'set-false': 'false | 为 false',
  decommissioned:
    'decommission | decommissioned | retire | retired | turned off the old | switched off the old | shut down the old | ' +
    'tore down | phased out | sunset | 下线 | 停用 | 拆掉 | 退役 | 关掉 | 淘汰 | 拆除 | 撤掉 | 停掉 | 拆了',
  'old-deployment':
    'communications server | on premises | on premise | on prem | onprem | old pool | local deployment | previous installation | ' +
    '通信服务器 | 本地部署 | 本地服务器 | 旧服务器 | 以前的服务器 | 老服务器',
  'directory-sync':
    'dirsync | dir sync | directory synchronization | directory sync | aad connect | 目录同步',
  delete:
    'delete | deleted | remove | removed | clear | cleared | empty | wipe | 删除 | 删掉 | 删 | 清除 | 清空 | 清了 | 清理 | 删了 | 清',
  cached: 'cache | cached | saved | stored | remembered | 缓存 | 已缓存 | 保存的 | 存储的',
  damaged: 'corrupt | corrupted | damaged | broken | broke | 损坏 | 坏了 | 破损 | 坏的 | 坏掉',
  'credential-store':
    'credential manager | credentials manager | windows vault | vault | 凭据管理器 | 凭据管理 | 保管库 | 存储库',
  'certificate-manager':
    'certmgr | certmgr msc | certificate manager | certificate store | 证书管理器',
};
