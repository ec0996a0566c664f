/**
 * Well-known products, services and devices that a report may be about instead. Names among a
 * runbook's products or wordings are its own subject and no longer count as elsewhere. The keys
 * group them for the explanation only.
 */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  mail:
    'outlook | owa | outlook web | exchange | exchange server | mail server | mailbox | inbox | gmail | thunderbird | lotus notes | ' +
    'hotmail | yahoo mail | imap | smtp | pop3 | email server | new emails | send emails | receive emails | send an email | send email | send mail | receive mail | ' +
    'out of office | spam | signature | email signature | shared mailbox | email client | foxmail | ' +
    '邮箱密码 | 邮箱登录 | 邮件服务器 | 收不到邮件 | 发不出邮件 | 发邮件 | 收邮件 | 邮件 | 垃圾邮件 | 收件箱 | 邮箱满 | 邮箱容量 | 企业邮箱 | qq 邮箱 | 网易邮箱',
  office:
    'office | ms office | microsoft office | excel | word document | in word | microsoft word | ms word | powerpoint | ppt | onenote | visio | ms project | ' +
    'access database | publisher | spreadsheet | macro | macros | pdf | acrobat | adobe | photoshop | illustrator | ' +
    'libreoffice | wps | power bi | planner | yammer | viva | 表格 | 文档打不开 | 幻灯片 | 宏',
  files:
    'onedrive | one drive | sharepoint | share point | dropbox | google drive | box drive | shared folder | network drive | ' +
    'shared drive | file share | file server | mapped drive | finance folder | nas | ftp | sftp | ' +
    '共享文件夹 | 共享盘 | 网盘 | 文件服务器 | 共享文件 | 百度网盘 | 云盘 | 网络驱动器',
  meetings:
    'teams | ms teams | microsoft teams | zoom | webex | google meet | gotomeeting | slack | discord | whatsapp | ' +
    'telegram | signal app | facetime | ringcentral | jabber | ' +
    '腾讯会议 | 钉钉 | 飞书 | 企业微信 | 微信 | qq | 腾讯 qq | 视频会议',
  network:
    'vpn | anyconnect | globalprotect | forticlient | pulse secure | openvpn | wireguard | wifi | wi fi | wlan | wireless | ' +
    'guest network | hotspot | router | ethernet | lan cable | network cable | switch port | modem | bluetooth | internet | ' +
    'broadband | 5g | 4g | eduroam | ' +
    '无线网 | 无线网络 | 无线 | 网线 | 路由器 | 蓝牙 | 宽带 | 网速 | 网络很慢 | 上不了网 | 上网慢 | 热点 | 虚拟专用网 | 交换机 | 断网',
  remote:
    'citrix | remote desktop | rdp | vdi | vmware | horizon | teamviewer | anydesk | virtual machine | virtual desktop | ' +
    'hyper v | jump host | putty | ssh | 远程桌面 | 虚拟机 | 虚拟桌面 | 云桌面 | 向日葵',
  business:
    'sap | oracle | salesforce | workday | servicenow | jira | confluence | concur | peoplesoft | dynamics | crm | erp | ' +
    'payroll | timesheet | time sheet | hr portal | hr system | expense | expenses | netsuite | successfactors | ' +
    'tableau | docusign | kronos | moodle | canvas lms | zendesk | hubspot | quickbooks | ' +
    'oa | oa 系统 | 报销 | 报销系统 | 考勤 | 打卡 | 打卡机 | 财务系统 | 人事系统 | hr 系统 | 工资 | 工资单 | 审批 | 门禁 | 用友 | 金蝶 | ' +
    '采购系统 | 合同系统 | 培训系统 | 学习平台 | 内网 | 知识库 | 业务系统 | 考试系统 | 教务系统 | 选课',
  development:
    'github | gitlab | git | jenkins | docker | kubernetes | aws | gcp | sql | sql server | mysql | postgres | postgresql | ' +
    'database | mongodb | redis | visual studio | vs code | eclipse | intellij | npm | maven | web server | apache | nginx | ' +
    'iis | python | java | api key | 数据库 | 代码仓库 | 写代码 | 服务器机房',
  web:
    'chrome | firefox | edge browser | microsoft edge | internet explorer | safari | browser | website | web site | web page | ' +
    'webpage | google | youtube | facebook | instagram | twitter | linkedin | netflix | spotify | amazon | ebay | paypal | bank | ' +
    'banking | online shop | the site | this site | site temporarily | page not found | wikipedia | intranet | ' +
    '浏览器 | 网站 | 网页 | 谷歌 | 百度 | 淘宝 | 京东 | 支付宝 | 银行 | 抖音 | 微博 | 网银 | 12306 | 官网',
  devices:
    'printer | printers | print | printing | scanner | scan | fax | toner | cartridge | monitor | screen flicker | display | ' +
    'second screen | docking | docked | dock | keyboard | mouse | trackpad | touchpad | headset | headphones | earphones | ' +
    'webcam | camera | projector | beamer | usb | usb stick | hard drive | hard disk | disk | ssd | charger | power supply | ' +
    'desk phone | phone | cell phone | mobile | smartphone | iphone | ipad | android | tablet | smart watch | watch | ' +
    'smart card reader | badge | door | wall clock | alarm clock | tv | television | fan | noise | microwave | coffee machine | ' +
    '打印机 | 打印 | 扫描 | 扫描仪 | 复印机 | 传真 | 墨盒 | 硒鼓 | 卡纸 | 显示器 | 屏幕 | 黑屏 | 键盘 | 鼠标 | 耳机 | 投影仪 | 投影 | u 盘 | 硬盘 | ' +
    '充电器 | 手机 | 座机 | 电话机 | 平板 | 苹果 | 安卓 | 手表 | 门锁 | 工牌 | 门卡 | 电视 | 风扇 | 空调 | 饮水机 | 咖啡机 | 挂钟 | 考勤机',
  system:
    'blue screen | bluescreen | bsod | bitlocker | recovery key | antivirus | virus | malware | defender | ransomware | ' +
    'phishing | windows update | windows is not activated | activate windows | windows activation | boot | wont boot | ' +
    'memory leak | ram | cpu | bios password | windows hello | fingerprint | pin | mfa | two factor | authenticator app | ' +
    'microsoft authenticator | icloud | apple id | app store | play store | steam | minecraft | playstation | xbox | game | ' +
    '蓝屏 | 病毒 | 杀毒 | 木马 | 死机 | 开机慢 | 激活 windows | windows 激活 | 指纹 | 验证码 | 应用商店 | 游戏 | 内存 | 系统更新 | 重装系统 | 装系统 | windows 需要激活',
};

/**
 * Other matters about the same kind of product, unrelated to the failures covered here: a report
 * that names them is about those matters instead.
 */
export const OTHER_MATTERS: Readonly<Record<string, string>> = {
  meeting:
    'meeting | meetings | schedule a meeting | schedule | join meeting | conference | webinar | presenter | attendee | ' +
    'lobby | invite | invitation | calendar invite | calendar | breakout | room | meeting room | ' +
    '会议 | 会议室 | 入会 | 主持人 | 参会 | 预订 | 会议邀请 | 开会',
  call:
    'call quality | audio | voice | sound | microphone | mic | speaker | echo | video | video call | dial | dial in | dialing | ' +
    'ringtone | voicemail | greeting | hear | phone number | call forwarding | call dropped | make calls | incoming call | ' +
    '声音 | 麦克风 | 话筒 | 音频 | 视频 | 通话 | 打电话 | 听不见 | 听不到 | 回声 | 铃声 | 语音信箱 | 没声音 | 拨号 | 来电',
  sharing:
    'share my screen | share screen | screen share | screen sharing | sharing my desktop | share my desktop | ' +
    'presentation | whiteboard | record a meeting | record the meeting | record meeting | meeting recording | file transfer | send a file | poll | ' +
    '共享屏幕 | 屏幕共享 | 共享我的桌面 | 共享桌面 | 桌面共享 | 录制 | 录屏 | 白板 | 传文件 | 发文件 | 演示',
  people:
    'contact list | contacts | add a contact | presence | status unknown | address book | global address list | ' +
    'profile picture | my picture | photo | avatar | set my status | status to | do not disturb | display name | group chat | block a contact | ' +
    'favorites | distribution list | ' +
    '联系人 | 通讯簿 | 通讯录 | 在线状态 | 状态设置 | 头像 | 照片 | 离开状态 | 好友 | 群 | 群聊 | 昵称 | 加好友',
  chat:
    'chat history | conversation history | instant message | instant messages | im history | emoji | emoticon | notification sound | ' +
    'chat window | delete a conversation | delete the conversation | unread | archive | 聊天记录 | 历史记录 | 表情 | 消息记录 | 聊天 | 即时消息',
  client:
    'crash | crashes | crashed | freeze | freezes | freezing | frozen | hang | hangs | closes by itself | slow | lag | lagging | ' +
    'font | font size | zoom level | dark mode | auto start | autostart | start automatically | on my mac | on a mac | shortcut | ' +
    'icon | toolbar | plug in | add in | addin | 崩溃 | 闪退 | 卡死 | 卡顿 | 很慢 | 特别慢 | 字体 | 自动启动 | 开机启动 | 图标 | 快捷方式 | 插件 | 皮肤',
  chores:
    'order | driver licence | driver license | driving licence | company car | delivery | shipping | web shop | contract | tax | ' +
    'purchase | quote | invoice | new laptop | holiday request | sick leave | leave request | parking | ' +
    'canteen | lunch | cafeteria | weather | joke | poem | song | story | recipe | football | match yesterday | stock price | ' +
    'translate | essay | homework | meaning of life | maintenance window | front desk | jammed | drains | ' +
    'access to the | need access | folder permission | install photoshop | system prompt | instructions | ' +
    '快递 | 驾驶证 | 驾照 | 学历 | 毕业证 | 工作证 | 合同 | 续费 | 采购 | 报价 | 发票 | 请假 | 年假 | 休假申请 | 停车 | 食堂 | 吃什么 | 天气 | 下雨 | 笑话 | 诗 | 唱歌 | 故事 | 菜谱 | 足球 | 股票 | ' +
    '翻译 | 作文 | 提示词 | 指令 | 文件夹权限 | 权限申请 | 申请权限 | 领用 | 快递 | 订餐 | 出差',
};
