Feature: Fields with values that they may not have
  Packet identifiers are not 0, reserved bits are 0, flags fit each other and the fields behind them, and
  topics are neither empty nor patterns. The examples go through the values of each of these fields, also
  through those that look odd and are right.

  @must @server @negative
  Scenario Outline: The reserved connect flag ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "the reserved connect flag" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-3
    Examples:
      | version | packet  | outcome           |
      | 5.0     | CONNECT | malformed CONNECT |

    @MQTT-3.1.1:3.1.2-3
    Examples:
      | version | packet  | outcome           |
      | 3.1.1   | CONNECT | malformed CONNECT |

  @must @server @negative
  Scenario Outline: Connect flags that contradict each other end the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "connect flags that contradict each other" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-11 @MQTT-5.0:3.1.2-12 @MQTT-5.0:3.1.2-13
    Examples:
      | version | packet  | outcome           |
      | 5.0     | CONNECT | malformed CONNECT |

    @MQTT-3.1.1:3.1.2-13 @MQTT-3.1.1:3.1.2-14 @MQTT-3.1.1:3.1.2-15 @MQTT-3.1.1:3.1.2-22 @MQTT-3.1.1:3.1.2-11
    Examples:
      | version | packet  | outcome           |
      | 3.1.1   | CONNECT | malformed CONNECT |

  @must @server @negative
  Scenario Outline: Connect flags fit the fields of the payload: <packet> of <version>
    Given MQTT <version>
    When each case of "connect flags that do not fit the payload" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.1.2-16 @MQTT-5.0:3.1.2-17 @MQTT-5.0:3.1.2-18 @MQTT-5.0:3.1.2-19 @MQTT-5.0:3.1.2-9
    Examples:
      | version | packet  | outcome           |
      | 5.0     | CONNECT | malformed CONNECT |

    @MQTT-3.1.1:3.1.2-18 @MQTT-3.1.1:3.1.2-19 @MQTT-3.1.1:3.1.2-20 @MQTT-3.1.1:3.1.2-21 @MQTT-3.1.1:3.1.2-9
    Examples:
      | version | packet  | outcome           |
      | 3.1.1   | CONNECT | malformed CONNECT |

  @must @server @negative
  Scenario Outline: A packet identifier of 0 ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a packet identifier of 0" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:2.2.1-3
    Examples:
      | version | packet      | outcome                            |
      | 5.0     | PUBLISH     | malformed packet or protocol error |
      | 5.0     | SUBSCRIBE   | malformed packet or protocol error |
      | 5.0     | UNSUBSCRIBE | malformed packet or protocol error |

    @MQTT-3.1.1:2.3.1-1
    Examples:
      | version | packet      | outcome          |
      | 3.1.1   | PUBLISH     | malformed packet |
      | 3.1.1   | SUBSCRIBE   | malformed packet |
      | 3.1.1   | UNSUBSCRIBE | malformed packet |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a packet identifier of 0: <packet> of <version>
    Given MQTT <version>
    When each case of "a packet identifier of 0" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:FORMAT-06
    Examples:
      | version | packet      | outcome          |
      | 3.1     | PUBLISH     | malformed packet |
      | 3.1     | SUBSCRIBE   | malformed packet |
      | 3.1     | UNSUBSCRIBE | malformed packet |

  @must @server @direct
  Scenario Outline: Packet identifiers from 1 to 65535 are taken: <packet> of <version>
    Given MQTT <version>
    When each case of "packet identifiers from 1 to 65535" in <packet> is sent on a connection of its own
    Then the broker accepts every one of them
    And nobody else is disturbed

    @MQTT-5.0:2.2.1-5 @MQTT-5.0:2.2.1-6
    Examples:
      | version | packet      |
      | 5.0     | PUBLISH     |
      | 5.0     | SUBSCRIBE   |
      | 5.0     | UNSUBSCRIBE |
      | 5.0     | PUBREL      |

    @MQTT-3.1.1:2.3.1-6 @MQTT-3.1.1:2.3.1-7
    Examples:
      | version | packet      |
      | 3.1.1   | PUBLISH     |
      | 3.1.1   | SUBSCRIBE   |
      | 3.1.1   | UNSUBSCRIBE |
      | 3.1.1   | PUBREL      |

    @MQTT-3.1:FORMAT-06
    Examples:
      | version | packet      |
      | 3.1     | PUBLISH     |
      | 3.1     | SUBSCRIBE   |
      | 3.1     | UNSUBSCRIBE |

  @must @server @negative
  Scenario Outline: Reserved bits of the subscription options end the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "reserved bits of the subscription options" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.8.3-5
    Examples:
      | version | packet    | outcome          |
      | 5.0     | SUBSCRIBE | malformed packet |

  @must @server @negative
  Scenario Outline: QoS 3 in the subscription options ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "QoS 3 in the subscription options" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-46
    Examples:
      | version | packet    | outcome                            |
      | 5.0     | SUBSCRIBE | malformed packet or protocol error |

  @must @server @negative
  Scenario Outline: Retain Handling 3 ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "Retain Handling 3" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:X-47
    Examples:
      | version | packet    | outcome                            |
      | 5.0     | SUBSCRIBE | malformed packet or protocol error |

  @must @server @negative
  Scenario Outline: A requested QoS above 2 ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a requested QoS above 2" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1.1:3.8.3-4
    Examples:
      | version | packet    | outcome          |
      | 3.1.1   | SUBSCRIBE | malformed packet |

  @may @client @negative
  Scenario Outline: Unused bits of the requested QoS may be ignored: <packet> of <version>
    Given MQTT <version>
    When each case of "every value of the subscription options" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:SUBSCRIBE-05
    Examples:
      | version | packet    | outcome          |
      | 3.1     | SUBSCRIBE | malformed packet |

  @must @server @direct
  Scenario Outline: Every value of the subscription options that means something is taken: <packet> of <version>
    Given MQTT <version>
    When each case of "every value of the subscription options" in <packet> is sent on a connection of its own
    Then the broker accepts every one of them
    And nobody else is disturbed

    @MQTT-5.0:3.8.4-1 @MQTT-5.0:3.8.4-6
    Examples:
      | version | packet    |
      | 5.0     | SUBSCRIBE |

    @MQTT-3.1.1:3.8.4-1 @MQTT-3.1.1:3.8.4-5
    Examples:
      | version | packet    |
      | 3.1.1   | SUBSCRIBE |

  @must @server @negative
  Scenario Outline: A topic name with a wildcard ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a topic name with a wildcard" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.3.2-2
    Examples:
      | version | packet  | outcome            |
      | 5.0     | PUBLISH | topic name invalid |

    @MQTT-3.1.1:3.3.2-2
    Examples:
      | version | packet  | outcome          |
      | 3.1.1   | PUBLISH | malformed packet |

  @may @client @negative
  Scenario Outline: A broker may end the connection after a topic name with a wildcard: <packet> of <version>
    Given MQTT <version>
    When each case of "a topic name with a wildcard" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-3.1:PUBLISH-01
    Examples:
      | version | packet  | outcome          |
      | 3.1     | PUBLISH | malformed packet |

  @must @server @negative
  Scenario Outline: A Response Topic with a wildcard ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a Response Topic with a wildcard" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.3.2-14
    Examples:
      | version | packet  | outcome            |
      | 5.0     | PUBLISH | topic name invalid |

  @must @server @negative
  Scenario Outline: An empty topic ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "an empty topic" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-1
    Examples:
      | version | packet  | outcome            |
      | 5.0     | PUBLISH | topic name invalid |

    @MQTT-3.1.1:4.7.3-1
    Examples:
      | version | packet      | outcome          |
      | 3.1.1   | PUBLISH     | malformed packet |
      | 3.1.1   | UNSUBSCRIBE | malformed packet |

  @may @client @negative
  Scenario Outline: A broker may end the connection after an empty topic: <packet> of <version>
    Given MQTT <version>
    When each case of "an empty topic" in <packet> is sent on a connection of its own
    Then the broker may end each of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:4.7.3-1
    Examples:
      | version | packet      | outcome              |
      | 5.0     | SUBSCRIBE   | topic filter invalid |
      | 5.0     | UNSUBSCRIBE | topic filter invalid |

    @MQTT-3.1.1:4.7.3-1
    Examples:
      | version | packet    | outcome              |
      | 3.1.1   | SUBSCRIBE | topic filter invalid |

    @MQTT-3.1:PUBLISH-01
    Examples:
      | version | packet  | outcome          |
      | 3.1     | PUBLISH | malformed packet |

  @must @server @negative
  Scenario Outline: A payload without a filter ends the connection: <packet> of <version>
    Given MQTT <version>
    When each case of "a payload without a filter" in <packet> is sent on a connection of its own
    Then the broker ends every one of these connections as <outcome>
    And nobody else is disturbed

    @MQTT-5.0:3.8.3-2
    Examples:
      | version | packet    | outcome        |
      | 5.0     | SUBSCRIBE | protocol error |

    @MQTT-5.0:3.10.3-2
    Examples:
      | version | packet      | outcome        |
      | 5.0     | UNSUBSCRIBE | protocol error |

    @MQTT-3.1.1:3.8.3-3
    Examples:
      | version | packet    | outcome          |
      | 3.1.1   | SUBSCRIBE | malformed packet |

    @MQTT-3.1.1:3.10.3-2
    Examples:
      | version | packet      | outcome          |
      | 3.1.1   | UNSUBSCRIBE | malformed packet |
